import type { Child } from 'hono/jsx'
import { Badge } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { Rule } from '../tips/routing-rules.js'
import type { Finding } from './rule-checks.js'
import { dayWords, type Names, ruleWords } from './rule-words.js'

type Row = { rule: Rule; row: number; findings: readonly Finding[] }
type Props = {
  caption: string
  rules: readonly Rule[]
  names: Names
  findings?: readonly Finding[]
  /** What can be done with a row. */
  acts?: (rule: Rule, row: number) => Child
}

/** A table of rules in words, with what is wrong with each. */
export function RulesTable({ caption, rules, names, findings = [], acts }: Props) {
  const rows = rules.map((rule, index) => ({
    ...{ rule, row: index + 1 },
    findings: findings.filter(({ row }) => row === index + 1),
  }))
  const act: Column<Row>[] = acts ? [{ title: 'Việc', cell: ({ rule, row }) => acts(rule, row) }] : []
  return <Table caption={caption} columns={[...columns(names), ...act]} rows={rows} class="stacks" />
}

/** Each cell says itself what it is about: on a phone the cells stand below one another, without their titles. */
function columns(names: Names): Column<Row>[] {
  return [
    {
      title: 'Tin nào',
      cell: ({ rule, row, findings }) => {
        const { category, area, danger, urgency } = ruleWords(rule, names)
        return (
          <span id={`rule-${rule.id}`}>
            {row}. {category}
            <span class="sub">
              {area} · {danger} · {urgency}
            </span>
            <Findings findings={findings} />
          </span>
        )
      },
      class: 'rule-what',
    },
    {
      title: 'Về đâu',
      class: 'rule-where',
      cell: ({ rule }) => {
        const { to, copies, escalateTo } = ruleWords(rule, names)
        return (
          <>
            <strong>{to}</strong>
            <span class="sub">Gửi để biết: {copies}</span>
            <span class="sub">Tin khẩn chưa ai nhận thì báo: {escalateTo}</span>
          </>
        )
      },
    },
    {
      title: 'Lý do và thời gian',
      cell: ({ rule }) => (
        <>
          {rule.because}
          <span class="sub">{dayWords(rule)}</span>
        </>
      ),
    },
  ]
}

const TONES = { error: 'bad', warning: 'warn', note: 'info' } as const
const LEVELS = { error: 'Lỗi', warning: 'Xem lại', note: 'Lưu ý' } as const

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <>
      {findings.map(({ level, text }) => (
        <span class="rule-finding">
          <Badge tone={TONES[level]}>{LEVELS[level]}</Badge> {text}
        </span>
      ))}
    </>
  )
}
