import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { migrate } from '../../src/platform/migrate.js'
import { cloneDatabase } from '../harness/clone.js'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const FIRST_NEW = '20261126T222000_clocks.sql'

/** A tip of three hours ago, as the version before kept it: half of its day has not gone by. */
const OLD_ROWS = `
  insert into area (code, name, kind, province_code, valid_from) values ('51', 'Tỉnh', 'province', '51', '2025-07-01');
  insert into unit (code, name, kind, area_code, active_from) values ('CAT-51', 'Công an tỉnh', 'province', '51', '2025-07-01');
  insert into tip (number, category, urgency, area_code, unit_id, channel, description, contact_kind, routing,
    search_text, received_at, owned_since, due_at, evidence)
  select '2026-000001', 'KHAC', 'P2', '51', id, 'webchat', 'Nội dung', 'here', '{}', '', now(), now(), now(), '[]'
  from unit;
  insert into tip_clock (tip_id, kind, started_at, due_at, due_at_working)
  select id, 'pass_on', now() - interval '3 hours', now() + interval '45 hours', now() + interval '45 hours' from tip;
  insert into tip_clock (tip_id, kind, started_at, due_at, due_at_working, breached_at)
  select id, 'resolve', now() - interval '21 days', now() - interval '1 day', now(), now() from tip`

test('clocks of an older version get their term and their next mark, and nobody is told again of a breach', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anninh-migrations-'))
  const database = await cloneDatabase(inject('serverUrl'), 'template0')
  const client = new pg.Client(database.url)
  try {
    const older = (await readdir(MIGRATIONS)).filter((name) => name < FIRST_NEW)
    for (const name of older) await cp(join(MIGRATIONS, name), join(folder, name))
    await migrate(database.url, folder)
    await client.connect()
    await client.query(OLD_ROWS)
    await cp(MIGRATIONS, folder, { recursive: true })
    expect(await migrate(database.url, folder)).toContain(FIRST_NEW)
    const { rows } = await client.query(`
      select kind, term_length, term_unit, told_percent, unit_id is not null as is_units,
        round(extract(epoch from next_mark_at - started_at) / 3600)::int as next_hour
      from tip_clock order by id`)
    expect(rows).toEqual([
      { kind: 'pass_on', term_length: 48, term_unit: 'hours', told_percent: 0, is_units: true, next_hour: 24 },
      { kind: 'resolve', term_length: 20, term_unit: 'days', told_percent: 100, is_units: false, next_hour: null },
    ])
  } finally {
    await client.end()
    await database.drop()
    await rm(folder, { recursive: true })
  }
})
