import { toneKey } from '../../../engine/text-key.js'
import type { AreaRow } from './area-rows.js'
import type { AreaChange } from './plan-areas.js'

/** A commune hardly ever moves to another province: a wrong digit is more likely. */
export function moved(changes: readonly AreaChange[]): string[] {
  return changes
    .filter(({ before, after }) => before.provinceCode !== after.provinceCode)
    .map(
      ({ before, after }) =>
        `${before.code} ${before.name} goes from province ${before.provinceCode} to ${after.provinceCode}: is that meant?`,
    )
}

export function sameNames(rows: readonly AreaRow[]): string[] {
  const byName = new Map<string, AreaRow[]>()
  for (const row of rows) {
    const key = `${row.provinceCode} ${toneKey(row.name)}`
    byName.set(key, [...(byName.get(key) ?? []), row])
  }
  return [...byName.values()]
    .filter((same) => same.length > 1)
    .map((same) => `${same.map(({ code }) => code).join(' and ')} are both called ${same[0]?.name} in one province`)
}
