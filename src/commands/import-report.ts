import type { ImportedBoundaries } from '../features/areas/import/import-boundaries.js'
import type { ImportedAreas } from '../features/areas/import/import-areas.js'
import type { ImportedSuccessors } from '../features/areas/import/import-successors.js'
import type { FollowedAreas } from '../features/units/follow-areas.js'
import type { ImportedUnits } from '../features/units/import-units.js'
import type { UnitChange } from '../features/units/change-units.js'

const MOST_ROWS = 20

/** For a terminal: counts first, then the rows that changed, then what needs a person. */
export function areaReport(
  { plan, aliases }: ImportedAreas,
  units: FollowedAreas,
  { isClosing }: { isClosing: boolean },
): string[] {
  const { added, changed, redated, closed, unchanged, missing } = plan
  const named = ({ code, name }: { code: string; name: string }) => `${code} ${name}`
  return [
    `Areas: ${added.length} new, ${changed.length} changed, ${redated.length + closed.length} with other dates, ${unchanged.length} as before.`,
    `Other names: ${aliases.added} added, ${aliases.removed} removed.`,
    `Units: ${units.added} new, ${units.changed.length} changed, ${units.closed.length} closed.`,
    ...rowsOf('New', added.map(named)),
    ...rowsOf(
      'Changed',
      changed.map(
        ({ before, after, from }) => `${before.code} ${before.name} → ${placed(before, after)}, from ${from}`,
      ),
    ),
    ...rowsOf(
      'Valid again',
      redated.map(({ after }) => named(after)),
    ),
    ...rowsOf(
      'Closed',
      closed.map(({ before, from }) => `${named(before)}, from ${from}`),
    ),
    ...rowsOf('Units changed', units.changed.map(changeWords)),
    ...rowsOf('Needs a person', [
      ...missing.map(({ area, successor }) => {
        const heir = successor ? `; its successor is ${named(successor)}` : ''
        const todo = isClosing ? 'was closed' : 'is not in the file and stays open: --close-missing closes it'
        return `${named(area)} ${todo}${heir}`
      }),
      ...plan.notes,
      ...units.notes,
    ]),
  ]
}

export function successorReport(result: ImportedSuccessors): string[] {
  const { communes, byArea, added, removed, renumbered, unknown, elsewhere } = result
  const codes = new Map(renumbered.map((one) => [one.from, `${one.name}: ${one.from} in the file is ${one.to} here`]))
  const strange = new Map(
    unknown.map(({ code, name, former }) => [code, `${code} ${name} is not known (${former} became it)`]),
  )
  return [
    `Old communes: ${communes}; ${byArea.size} areas have their old names.`,
    `Other names: ${added} added, ${removed} removed.`,
    ...rowsOf('Found by name', [...codes.values()]),
    ...rowsOf('Needs a person', [
      ...strange.values(),
      ...elsewhere.map(
        ({ code, name, former, province }) =>
          `${former} of ${province} became ${code} ${name}, which lies in a province that ${province} is no part of`,
      ),
    ]),
    ...(strange.size > 0 ? ['Import the list of areas that has these codes, then this file again.'] : []),
  ]
}

export function boundaryReport({ communes, unknown }: ImportedBoundaries): string[] {
  return [
    `Boundaries of ${communes} communes.`,
    ...rowsOf(
      'Needs a person',
      unknown.map((code) => `${code} is not known: its boundary was left out`),
    ),
  ]
}

export function unitReport({ added, changed, closed, unchanged, notes }: ImportedUnits): string[] {
  return [
    `Units: ${added.length} new, ${changed.length} changed, ${closed.length} closed, ${unchanged} as before.`,
    ...rowsOf(
      'New',
      added.map(({ code, name }) => `${code} ${name}`),
    ),
    ...rowsOf('Changed', changed.map(changeWords)),
    ...rowsOf('Closed', closed),
    ...rowsOf('Needs a person', notes),
  ]
}

function rowsOf(title: string, rows: readonly string[]): string[] {
  if (rows.length === 0) return []
  const more = rows.length - MOST_ROWS
  return [
    `${title}:`,
    ...rows.slice(0, MOST_ROWS).map((row) => `  ${row}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ]
}

function placed(before: { provinceCode: string }, after: { name: string; provinceCode: string }): string {
  return before.provinceCode === after.provinceCode ? after.name : `${after.name} in province ${after.provinceCode}`
}

function changeWords({ code, name, parentCode, isRemote, activeTo, day }: UnitChange): string {
  const words = [
    name !== undefined && `is called ${name}`,
    parentCode !== undefined && `stands below ${parentCode ?? 'no unit'}`,
    isRemote !== undefined && (isRemote ? 'is remote' : 'is not remote'),
    activeTo !== undefined && (activeTo === null ? 'is open again' : `ends on ${activeTo}`),
  ]
  return `${code} ${words.filter(Boolean).join(', ')}, from ${day}`
}
