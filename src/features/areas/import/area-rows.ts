import { foldText } from '../../../engine/text-key.js'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import type { AreaAlias, AreaKind } from '../areas.js'

/** An area as a file tells it; what it does not say is undefined. `where` names the row in what is said about it. */
export type AreaRow = {
  where: string
  code: string
  name: string
  kind: AreaKind
  provinceCode: string
  validFrom?: string
  validTo?: string
  /** Undefined: the file has no columns for them. */
  aliases?: AreaAlias[]
}

export type RawArea = {
  where: string
  code: string | undefined
  name: string | undefined
  kind?: string | undefined
  provinceCode?: string | undefined
  validFrom?: string | undefined
  validTo?: string | undefined
  aliases?: AreaAlias[]
}

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const NAME = /^[\p{L}\p{M}\p{N} .'’\-–()]{2,100}$/u
const KIND_TITLES: Readonly<Record<string, string>> = { phuong: 'Phường', xa: 'Xã', dac_khu: 'Đặc khu' }
const KIND_WORDS: [kind: AreaKind, words: RegExp][] = [
  ['phuong', /^phường /i],
  ['xa', /^xã /i],
  ['dac_khu', /^đặc khu /i],
  ['province', /^(?:tỉnh|thành phố) /i],
]

/** Refuses the whole file at its first row that cannot be right. */
export function checkArea(file: ImportedFile, raw: RawArea): AreaRow {
  const { where } = raw
  const no = (what: string): never => refuse(file, where, what)
  const code = raw.code ?? ''
  if (!/^\d{2}(?:\d{3})?$/.test(code))
    no(`code must be two digits (a province) or five (a commune), not "${code.slice(0, 20)}"`)
  const isProvince = code.length === 2
  const name = fullName(tidyName(raw.name ?? ''), raw.kind)
  if (!NAME.test(name)) no(`name must be 2 to 100 letters such as "Phường Đức Phổ", not "${name.slice(0, 40)}"`)
  const kind = kindOf(name, raw.kind)
  if (kind === undefined || (kind === 'province') !== isProvince)
    return no(
      isProvince
        ? `name must begin with Tỉnh or Thành phố, not "${name.slice(0, 40)}"`
        : `name must begin with Phường, Xã or Đặc khu (or kind must be phuong, xa or dac_khu), not "${name.slice(0, 40)}"`,
    )
  const provinceCode = isProvince ? code : (raw.provinceCode ?? '')
  if (!/^\d{2}$/.test(provinceCode)) no(`province_code must be the two digits of the province of ${code}`)
  for (const day of [raw.validFrom, raw.validTo])
    if (day !== undefined && !isDay(day)) no(`a day must be written as 2026-04-30, not "${day.slice(0, 20)}"`)
  if (raw.validFrom && raw.validTo && raw.validTo <= raw.validFrom) no('valid_to must be later than valid_from')
  return {
    ...{ where, code, name, kind, provinceCode },
    ...(raw.validFrom && { validFrom: raw.validFrom }),
    ...(raw.validTo && { validTo: raw.validTo }),
    ...(raw.aliases && { aliases: raw.aliases }),
  }
}

/** Each code once; nothing else about the rows together is wrong in itself. */
export function checkCodes(file: ImportedFile, rows: readonly AreaRow[]): void {
  const known = new Map<string, AreaRow>()
  for (const row of rows) {
    const first = known.get(row.code)
    if (first) refuse(file, row.where, `code ${row.code} must be there once, and ${first.where} has it already`)
    known.set(row.code, row)
  }
}

export function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}

/** Stray spaces and line breaks go, other apostrophes become one, and the first letter is a capital. */
export function tidyName(name: string): string {
  const tidy = name
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[’‘ʼ`´]/g, "'")
    .trim()
  return tidy.slice(0, 1).toUpperCase() + tidy.slice(1)
}

/** "Đức Phổ" with the kind "phuong" (or "Phường") is Phường Đức Phổ. */
function fullName(name: string, told: string | undefined): string {
  const title = KIND_TITLES[toKind(told) ?? '']
  return title === undefined || kindOf(name, undefined) !== undefined ? name : `${title} ${name}`
}

function kindOf(name: string, told: string | undefined): AreaKind | undefined {
  const written = KIND_WORDS.find(([, words]) => words.test(name))?.[0]
  return told === undefined || toKind(told) === written ? written : undefined
}

function toKind(told: string | undefined): string | undefined {
  return told === undefined ? undefined : foldText(told).replaceAll(' ', '_')
}
