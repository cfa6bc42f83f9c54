import type { Child } from 'hono/jsx'
import { Badge } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { Rule } from '../tips/routing-rules.js'
import type { Finding } from './rule-checks.js'
import { type Names, ruleWords } from './rule-words.js'

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

function columns(names: Names): Column<Row>[] {
  const word = (key: keyof ReturnType<typeof ruleWords>) => (row: Row) => ruleWords(row.rule, names)[key]
  return [
    {
      title: 'Dòng, loại tin',
      cell: (row) => (
        <span id={`rule-${row.rule.id}`}>
          {row.row}. {word('category')(row)}
          <span class="sub">{row.rule.because}</span>
          <Findings findings={row.findings} />
        </span>
      ),
    },
    { title: 'Địa bàn', cell: word('area') },
    {
      title: 'Nguy hiểm, mức khẩn',
      cell: (row) => (
        <>
          {word('danger')(row)}
          <span class="sub">{word('urgency')(row)}</span>
        </>
      ),
    },
    { title: 'Đơn vị nhận', cell: word('to') },
    { title: 'Gửi để biết', cell: word('copies') },
    { title: 'Tin khẩn chưa ai nhận thì báo', cell: word('escalateTo') },
    { title: 'Thời gian', cell: word('days'), class: 'narrow' },
  ]
}

const TONES = { error: 'bad', warning: 'warn', note: 'info' } as const
const LEVELS = { error: 'Lỗi', warning: 'Xem lại', note: 'Lưu ý' } as const

export function Findings({ findings }: { findings: readonly Finding[] }) {
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
