/** Days as yyyy-mm-dd, `until` without its own day; null: without an end. */
export type Period = { from: string | null; until: string | null }
export type PeriodName = 'this' | 'last' | 'all'

export function periodOf(name: PeriodName, today: string): Period {
  if (name === 'all') return { from: null, until: null }
  const [year = 0, month = 1] = today.split('-').map(Number)
  const shift = name === 'this' ? 0 : -1
  return { from: firstDay(year, month + shift), until: firstDay(year, month + shift + 1) }
}

/** Month 0 is December of the year before, 13 January of the next. */
function firstDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
}
