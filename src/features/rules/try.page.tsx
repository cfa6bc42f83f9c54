import { z } from 'zod'
import { localDay } from '../../engine/local-day.js'
import { type Bar, chartResponse } from '../../console/chart.js'
import { SelectField, TextField } from '../../console/components/form.js'
import { PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { queryText } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { DRAFT } from './draft-parts.js'
import type { RuleParts } from './rules.page.js'
import { TrialResult } from './trial-result.js'
import { type Tried, tryDraft } from './try-draft.js'

const AMOUNTS = ['50', '200', '1000']
const MOST_BARS = 8

/** The last tips through the draft: an admin sees numbers and places, nothing of what was written. */
export async function showTrial(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const asked = askedOf(c, edge)
  const tried = await readTrial(c, edge, parts)
  return page(
    c,
    { title: 'Thử bản nháp', nav: 'rules' },
    <>
      <PageHeader
        title="Thử bản nháp"
        back={{ href: DRAFT, label: 'Bản nháp quy tắc' }}
        lead="So bản nháp với quy tắc áp dụng vào ngày được chọn, theo các đơn vị hoạt động vào ngày đó và cán bộ như hiện nay. Không tin nào bị chuyển đi."
      />
      <form method="get" action={`${DRAFT}/try`} class="filters">
        <SelectField
          name="n"
          label="Số tin gần nhất"
          filter={true}
          form={{ values: { n: asked.n }, errors: {} }}
          options={AMOUNTS.map((value) => ({ value, label: value === '1000' ? '1.000 tin' : `${value} tin` }))}
        />
        <TextField
          name="day"
          label="Như vào ngày"
          type="date"
          filter={true}
          form={{ values: { day: asked.day }, errors: {} }}
        />
        <SubmitButton label={`Thử với ${asked.n === '1000' ? '1.000' : asked.n} tin gần nhất`} icon="player-play" />
      </form>
      <TrialResult tried={tried} chart={`${DRAFT}/try/chart.svg?n=${asked.n}&day=${asked.day}`} />
    </>,
  )
}

/** The same counts as a picture. */
export async function showTrialChart(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const { trial } = await readTrial(c, edge, parts)
  const bars = trial.units.slice(0, MOST_BARS).flatMap(({ code, before, after }): Bar[] => [
    { label: `${code} trước`, value: before },
    { label: `${code} sau`, value: after, isStrong: true },
  ])
  return chartResponse(c, { title: 'Số tin mỗi đơn vị nhận', bars })
}

async function readTrial(c: ConsoleContext, { db, deps }: Edge, parts: RuleParts): Promise<Tried> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const now = deps.clock.now()
  const { n, day } = askedOf(c, { deps })
  return db.transaction().execute((tx) => tryDraft(tx, officer, { ...parts, most: Number(n), day, now }))
}

function askedOf(c: ConsoleContext, { deps }: Pick<Edge, 'deps'>): { n: string; day: string } {
  const [n, day] = [queryText(c, 'n', 5), queryText(c, 'day', 10)]
  const isDay = z.iso.date().safeParse(day).success
  return { n: AMOUNTS.includes(n) ? n : '200', day: isDay ? day : localDay(deps.clock.now()) }
}
