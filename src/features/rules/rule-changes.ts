import type { Rule } from '../tips/routing-rules.js'

export type RuleChange =
  | { kind: 'added'; rule: Rule }
  | { kind: 'removed'; rule: Rule }
  | { kind: 'moved'; rule: Rule }
  | { kind: 'changed'; rule: Rule; was: Rule; fields: (keyof Rule)[] }

/** What was done to a table. Only rules that were taken out of their order are moved, not those that made room. */
export function listChanges(before: readonly Rule[], after: readonly Rule[]): RuleChange[] {
  const old = new Map(before.map((rule) => [rule.id, rule]))
  const ids = new Set(after.map(({ id }) => id))
  const moved = movedIds(before, after)
  return [
    ...after.flatMap((rule): RuleChange[] => {
      const was = old.get(rule.id)
      if (!was) return [{ kind: 'added', rule }]
      const fields = FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(rule[field]))
      if (fields.length > 0) return [{ kind: 'changed', rule, was, fields }]
      return moved.has(rule.id) ? [{ kind: 'moved', rule }] : []
    }),
    ...before.filter(({ id }) => !ids.has(id)).map((rule): RuleChange => ({ kind: 'removed', rule })),
  ]
}

const FIELDS = [
  ...(['category', 'area', 'danger', 'urgency', 'to', 'copies', 'escalateTo'] as const),
  ...(['because', 'validFrom', 'validTo'] as const),
]

/** All that are not part of the longest run that kept its order. */
function movedIds(before: readonly Rule[], after: readonly Rule[]): Set<string> {
  const places = new Map(before.map(({ id }, index) => [id, index]))
  const kept = after.flatMap(({ id }) => (places.has(id) ? [id] : []))
  const runs: string[][] = []
  for (const id of kept) {
    const place = places.get(id) ?? 0
    const before = runs.filter((run) => (places.get(run.at(-1) ?? '') ?? 0) < place)
    const longest = before.reduce<string[]>((best, run) => (run.length > best.length ? run : best), [])
    runs.push([...longest, id])
  }
  const longest = runs.reduce<string[]>((best, run) => (run.length > best.length ? run : best), [])
  return new Set(kept.filter((id) => !longest.includes(id)))
}

/** The table with the rule one place up or down, or as the row of that number; at the end nothing changes. */
export function moveRule(rules: readonly Rule[], id: string, way: 'up' | 'down' | number): Rule[] {
  const from = rules.findIndex((rule) => rule.id === id)
  const moved = rules[from]
  if (!moved) return [...rules]
  const to = way === 'up' ? from - 1 : way === 'down' ? from + 1 : way - 1
  const others = rules.filter((rule) => rule !== moved)
  return others.toSpliced(Math.max(0, to), 0, moved)
}

/** A name that no rule has had in these tables. */
export function nextRuleId(...tables: (readonly Rule[])[]): string {
  const numbers = tables.flat().map(({ id }) => Number(/^quy-tac-(\d+)$/.exec(id)?.[1] ?? 0))
  return `quy-tac-${Math.max(0, ...numbers) + 1}`
}
