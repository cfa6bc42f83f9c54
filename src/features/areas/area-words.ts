import { foldText, nameKey, toneKey } from '../../engine/text-key.js'

/** A name in every form that it is compared by. `short…`: without the word for its kind ("phường", "q."). */
export type Words = {
  text: string
  fold: string
  tone: string
  key: string
  kind: string | undefined
  shortFold: string
  shortTone: string
}

export function wordsOf(name: string): Words {
  const text = name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<!\d)0+(?=\d{1,2}(?!\d))/g, '')
  const lower = text.toLowerCase()
  const [kind, written] = KINDS.find(([, pattern]) => pattern.test(lower)) ?? []
  const rest = written ? lower.replace(written, '') : lower
  const short = rest === '' ? lower : rest
  return {
    text,
    kind: rest === '' ? undefined : kind,
    key: nameKey(short),
    ...{ fold: foldText(text), tone: toneKey(text), shortFold: foldText(short), shortTone: toneKey(short) },
  }
}

/** Whole words in a row: "duc pho" stands in "phuong duc pho", not in "duc phong". */
export function hasWords(text: string, words: string): boolean {
  return words !== '' && ` ${text} `.includes(` ${words} `)
}

/** "P1Q3" and "p.1 q.3" as "phường 1 quận 3"; what follows a numbered ward stands beside it ("P12 GV"). */
export function spellOut(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])[pf]\.? ?(\d{1,2})(?!\d)/giu, 'phường $1')
    .replace(/(?<!\p{L})q\.? ?(\d{1,2})(?![\p{L}\d])/giu, ' quận $1')
    .replace(/^(\s*(?:phường|phuong) \d{1,2})\s+(?=\p{L}{2,3}$)/iu, '$1, ')
}

const KINDS: [kind: string, written: RegExp][] = [
  ['phuong', /^(?:(?:phường|phuong) |p\. ?|f\. ?|p (?=\S)|[pf](?=\d))/],
  ['xa', /^(?:(?:xã|xa) |x\. ?|x (?=\S))/],
  ['thi_tran', /^(?:(?:thị trấn|thi tran) |tt\. ?|tt )/],
  ['dac_khu', /^(?:(?:đặc khu|dac khu|đảo) |đk\. ?|đk )/],
  ['thi_xa', /^(?:(?:thị xã|thi xa) |tx\.? ?)/],
  ['thanh_pho', /^(?:(?:thành phố|thanh pho) |tp\.? ?)/],
  ['quan', /^(?:(?:quận|quan) |q\. ?|q (?=\S)|q(?=\d))/],
  ['huyen', /^(?:(?:huyện|huyen)(?: (?:đảo|dao))? |h\. ?|h (?=\S))/],
  ['tinh', /^(?:tỉnh|tinh) /],
]
