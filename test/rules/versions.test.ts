import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { loadContent } from '../../src/content.js'
import { findRulesInForce, importRules } from '../../src/features/tips/rules-store.js'
import { givenRules, ruleWith, SHIPPED_RULES } from '../harness/rules.js'
import { type TestApp, test as base } from '../harness/test.js'

/** A copy of the content, to change. */
const test = base.extend<{ folder: string }>({
  folder: async ({ env: _env }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'anninh-content-'))
    await cp('content', folder, { recursive: true })
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

const [a, b, c] = ['a', 'b', 'c'].map((id) => [ruleWith({ id })])
if (!a || !b || !c) throw new Error('three tables')

const imports = ({ db, clock }: TestApp, rules: typeof a) =>
  db.transaction().execute((tx) => importRules(tx, rules, clock.now()))
const holds = async ({ db, clock }: TestApp) => (await findRulesInForce(db, clock.now()))?.rules.map(({ id }) => id)

test('the file is the first version, once, and follows itself while nobody has saved another', async ({ app }) => {
  const count = async () => (await app.db.selectFrom('ruleVersion').select('id').execute()).length
  expect(await imports(app, SHIPPED_RULES)).toEqual({ isLeftAside: false })
  expect(await count()).toBe(1)
  await imports(app, a)
  await imports(app, a)
  expect([await count(), await holds(app)]).toEqual([2, ['a']])
  await imports(app, SHIPPED_RULES)
  expect(await count()).toBe(3)
})

test('once a person has saved a version a changed file changes nothing, and that is said', async ({ app }) => {
  await givenRules(app, b)
  expect(await imports(app, SHIPPED_RULES)).toEqual({ isLeftAside: false })
  expect(await imports(app, a)).toEqual({ isLeftAside: true })
  expect(await holds(app)).toEqual(['b'])
})

test('a start says in one line that the file has changed and does not hold', async ({ app, folder }) => {
  await givenRules(app, b)
  expect((await loadContent(app.db, folder, app.clock.now())).remarks).toEqual([])
  const more = '\n  - { id: them, category: KHAC, area: "21439", to: PA05-51, because: Thử thêm một dòng. }\n'
  await appendFile(join(folder, 'routing.yaml'), more)
  const { remarks } = await loadContent(app.db, folder, app.clock.now())
  expect(remarks).toEqual([expect.stringContaining('content/routing.yaml has changed')])
  expect(await holds(app)).toEqual(['b'])
})

test('of the versions whose day has come, the one that was saved last holds', async ({ app }) => {
  await givenRules(app, a, '2026-11-14')
  await givenRules(app, b, '2026-11-13')
  app.clock.advance({ hours: 24 })
  expect(await holds(app)).toEqual(['b'])
  app.clock.advance({ hours: 24 })
  expect(await holds(app)).toEqual(['b'])
  await givenRules(app, c)
  expect(await holds(app)).toEqual(['c'])
})
