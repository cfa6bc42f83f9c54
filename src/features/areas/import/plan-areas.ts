import { nameKey, toneKey } from '../../../engine/text-key.js'
import type { Area } from '../areas.js'
import type { AreaRow } from './area-rows.js'
import { moved, sameNames } from './plan-notes.js'

type Fields = Omit<Area, 'aliases'>
/** `from`: the day on which the change holds. */
export type AreaChange = { before: Fields; after: Fields; from: string }
/** What an import does to the areas, and what it leaves to a person. */
export type AreaPlan = {
  added: Fields[]
  /** Another name, kind or province: what was is kept as history. */
  changed: AreaChange[]
  /** Only the dates differ, or it was ended and is there again. */
  redated: AreaChange[]
  closed: AreaChange[]
  unchanged: Fields[]
  /** In the tables, not in the file, and not closed. `successor`: who bears its name as a former one. */
  missing: { area: Fields; successor?: Fields }[]
  /** Refused by the database's own logic: one line each. */
  refused: { where: string; what: string }[]
  notes: string[]
}
export type PlanOptions = {
  /** The day on which changes hold. */
  from: string
  today: string
  closeMissing: boolean
}

/** The day on which the present communes began: what a province's first list brings is valid from then. */
const FIRST_DAY = '2025-07-01'
/** A list that names fewer of a province's communes is a correction: it says nothing of the others. */
const WHOLE_SHARE = 0.5

/** A difference of spelling alone ("Hoà", "Hòa") is none. Nothing is ever deleted. */
export function planAreas(rows: readonly AreaRow[], known: readonly Area[], options: PlanOptions): AreaPlan {
  const byCode = new Map(known.map((area) => [area.code, area]))
  const plan: AreaPlan = {
    added: [],
    changed: [],
    redated: [],
    closed: [],
    unchanged: [],
    missing: [],
    refused: [],
    notes: [],
  }
  const provinces = new Set([...known, ...rows].filter(({ kind }) => kind === 'province').map(({ code }) => code))
  const begun = new Set(known.filter(({ kind }) => kind !== 'province').map(({ provinceCode }) => provinceCode))
  for (const row of rows) {
    if (!provinces.has(row.provinceCode)) {
      const what = `province_code ${row.provinceCode} must be a province of this file or one imported before`
      plan.refused.push({ where: row.where, what })
      continue
    }
    placeRow(plan, row, byCode.get(row.code), { ...options, isFirst: !begun.has(row.provinceCode) })
  }
  addMissing(plan, rows, known, options)
  plan.notes.push(...moved(plan.changed), ...sameNames(rows))
  return plan
}

function placeRow(
  plan: AreaPlan,
  row: AreaRow,
  before: Area | undefined,
  options: PlanOptions & { isFirst: boolean },
): void {
  const { code, name, kind, provinceCode } = row
  if (!before) {
    const validFrom = row.validFrom ?? (options.isFirst || kind === 'province' ? FIRST_DAY : options.from)
    plan.added.push({ code, name, kind, provinceCode, validFrom, validTo: row.validTo ?? null })
    return
  }
  const isSameName = toneKey(before.name) === toneKey(name)
  const after = {
    ...{ code, kind, provinceCode, name: isSameName ? before.name : name },
    validFrom: before.validFrom,
    validTo: row.validTo ?? (isOver(before, options.today) ? null : before.validTo),
  }
  const from = row.validFrom && row.validFrom > before.validFrom ? row.validFrom : options.from
  if (!isSameName || kind !== before.kind || provinceCode !== before.provinceCode) {
    if (from > options.today) refuseFuture(plan, row, before, from)
    else plan.changed.push({ before, after, from })
  } else if (after.validTo !== before.validTo) {
    const list = after.validTo === null ? plan.redated : plan.closed
    list.push({ before, after, from: after.validTo ?? from })
  } else plan.unchanged.push(after)
}

/** What an area is called later is imported on that day: until then people are asked about today's name. */
function refuseFuture(plan: AreaPlan, { where, code }: AreaRow, before: Area, from: string): void {
  const what = `${code} is ${before.name} until ${from}: import its new name on that day or later`
  plan.refused.push({ where, what })
}

function addMissing(plan: AreaPlan, rows: readonly AreaRow[], known: readonly Area[], options: PlanOptions): void {
  const named = new Set(rows.map(({ code }) => code))
  for (const province of new Set(rows.map(({ provinceCode }) => provinceCode))) {
    const own = known.filter(
      (area) => area.provinceCode === province && area.kind !== 'province' && !isOver(area, options.today),
    )
    const gone = own.filter(({ code }) => !named.has(code))
    if (own.length - gone.length < own.length * WHOLE_SHARE) continue
    for (const area of gone) {
      if (options.closeMissing)
        plan.closed.push({ before: area, after: { ...area, validTo: options.from }, from: options.from })
      const successor = successorOf(area, rows)
      plan.missing.push({ area, ...(successor && { successor }) })
    }
  }
}

/** Only where exactly one area of the province says that it was made of the missing one. */
function successorOf(area: Area, rows: readonly AreaRow[]): Fields | undefined {
  const heirs = rows.filter(
    (row) =>
      row.provinceCode === area.provinceCode &&
      (row.aliases ?? []).some(
        (alias) => alias.kind === 'old_commune' && !alias.isPartial && isSame(alias.name, area.name),
      ),
  )
  const [only] = heirs
  return heirs.length === 1 && only ? { ...only, validFrom: FIRST_DAY, validTo: null } : undefined
}

function isSame(one: string, other: string): boolean {
  return toneKey(one) === toneKey(other) && nameKey(one) === nameKey(other)
}

function isOver(area: Fields, today: string): boolean {
  return area.validTo !== null && area.validTo <= today
}
