export type Group = { name: string; results: number; right: number; questions: number }
/** `share`: of the questions, in percent; null: too few to be shown. */
export type ShownGroup = { name: string; results: number | null; share: number | null }

/** Of fewer games the numbers could be somebody's own. */
export const LEAST_SHOWN = 5

/** In the order of their names: nobody is ranked. */
export function showGroups(groups: readonly Group[]): ShownGroup[] {
  return [...groups]
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    .map(({ name, results, right, questions }) =>
      results < LEAST_SHOWN
        ? { name, results: null, share: null }
        : { name, results, share: percent(right, questions) },
    )
}

export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole)
}
