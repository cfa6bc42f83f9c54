import { Message } from '../../console/components/message.js'
import { Card } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { Rule } from '../tips/routing-rules.js'
import { conditionWords, type Names } from './rule-words.js'
import type { Difference, TipToTry, Trial, UnitCount } from './simulate.js'
import type { Tried } from './try-draft.js'

const MOST = 200

/** What would be different, for the trial's own page and before saving. */
export function TrialResult({ tried, chart }: { tried: Tried; chart: string }) {
  const { trial, open, names } = tried
  if (trial.tried === 0) return <Message kind="info">Chưa có tin nào trong phạm vi của đồng chí để thử.</Message>
  return (
    <>
      <Message kind={trial.moved.length > 0 ? 'warning' : 'success'} title={summaryWords(trial)}>
        <p class="mb-0">{openWords(open)}</p>
      </Message>
      {trial.moved.length > 0 && (
        <>
          <h2>Tin sẽ đến nơi khác</h2>
          <Table caption="Tin sẽ đến nơi khác" columns={differenceColumns(tried)} rows={trial.moved.slice(0, MOST)} />
          {trial.moved.length > MOST && (
            <p class="sub">và {trial.moved.length - MOST} tin khác, đã tính vào số liệu.</p>
          )}
        </>
      )}
      <h2>Mỗi đơn vị nhận bao nhiêu</h2>
      <div class="rule-numbers">
        <img src={chart} alt="Biểu đồ số tin mỗi đơn vị nhận, trước và sau; số liệu trong bảng bên cạnh" />
        <Table caption="Số tin mỗi đơn vị nhận" columns={UNIT_COLUMNS} rows={trial.units} />
      </div>
      {trial.unjudged.length > 0 && <Unjudged tips={trial.unjudged} names={names} />}
    </>
  )
}

function summaryWords({ tried, moved, changed, unjudged }: Trial): string {
  const first =
    moved.length === 0
      ? `Không tin nào trong ${tried} tin gần nhất đến nơi khác.`
      : `${moved.length} trong ${tried} tin gần nhất sẽ đến nơi khác.`
  const second = changed === 0 ? '' : ` ${changed} tin về cùng đơn vị nhưng theo dòng khác hoặc khác nơi được biết.`
  return `${first}${second}${unjudged.length === 0 ? '' : ` ${unjudged.length} tin không so được.`}`
}

function openWords({ elsewhere, tried }: Trial): string {
  const what = `${elsewhere} trong ${tried} tin đang mở đang ở đơn vị mà bản nháp sẽ không chọn.`
  return `${what} Tin đã nhận không tự chuyển; cán bộ chuyển nếu cần.`
}

function differenceColumns({ names, draft, before }: Tried): Column<Difference>[] {
  const unit = (code: string) => names.units.get(code) ?? code
  return [
    { title: 'Tin', cell: ({ tip }) => tip.number, class: 'narrow' },
    { title: 'Loại tin', cell: ({ tip }) => names.categories.get(tip.category) ?? tip.category },
    { title: 'Địa bàn', cell: ({ tip }) => tip.areaName },
    { title: 'Mức khẩn', cell: ({ tip }) => tip.urgency, class: 'narrow' },
    { title: 'Đơn vị trước → sau', cell: (one) => `${unit(one.before.unitCode)} → ${unit(one.after.unitCode)}` },
    {
      title: 'Quy tắc trước → sau',
      cell: (one) =>
        `${ruleName(one.before.ruleId, before.rules, names)} → ${ruleName(one.after.ruleId, draft.rules, names)}`,
    },
  ]
}

function ruleName(id: string | null, rules: readonly Rule[], names: Names): string {
  const row = rules.findIndex((rule) => rule.id === id)
  const rule = rules[row]
  return rule ? `dòng ${row + 1} (${conditionWords(rule, names)})` : 'không quy tắc nào'
}

const UNIT_COLUMNS: Column<UnitCount>[] = [
  { title: 'Đơn vị', cell: ({ name, code }) => `${name} (${code})` },
  { title: 'Trước', cell: ({ before }) => String(before), class: 'narrow number' },
  { title: 'Sau', cell: ({ after }) => String(after), class: 'narrow number' },
]

function Unjudged({ tips, names }: { tips: readonly TipToTry[]; names: Names }) {
  const some = tips.slice(0, 20)
  return (
    <Card title="Không so được">
      <p>
        Tin nhận trước khi hệ thống ghi lại có người gặp nguy hiểm hay không, mà điều đó quyết định nơi nhận.{' '}
        {tips.length} tin:
      </p>
      <ul class="mb-0">
        {some.map(({ number, category, areaName }) => (
          <li>
            {number}: {names.categories.get(category) ?? category}, {areaName}
          </li>
        ))}
      </ul>
      {tips.length > some.length && <p class="sub">và {tips.length - some.length} tin khác.</p>}
    </Card>
  )
}
