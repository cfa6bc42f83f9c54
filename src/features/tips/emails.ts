import { doubtIf, type Placed } from './placed.js'

/** Addresses of e-mail, also with spaces or "(at)" in them. */
export function findEmails(text: string, max: number): Placed[] {
  const plain = [...text.matchAll(EMAIL)].slice(0, max)
  return [...plain, ...[...text.matchAll(SPACED_EMAIL)].slice(0, max)].map(emailAt)
}

const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,4}[a-z]{2,24}(?![\w-])/gi

/** "ten @ gmail . com", "ten(at)gmail(dot)com": what stands before the first space may belong to it. */
const SPACED_EMAIL =
  /(?<![\w.+-])[\w.+-]{1,64} {0,2}(?:@|[([] ?at ?[)\]]) {0,2}[a-z\d-]{1,63}(?:(?: ?\. ?| ?[([] ?(?:dot|chấm|\.) ?[)\]] ?)(?:com|net|org|vn|edu|gov|info|xyz|top)(?![\w-])){1,2}/gi

function emailAt({ 0: raw, index }: RegExpExecArray): Placed {
  const value = raw
    .toLowerCase()
    .replace(/[([] ?at ?[)\]]/, '@')
    .replace(/[([] ?(?:dot|chấm|\.) ?[)\]]/g, '.')
    .replace(/ /g, '')
  const doubt = doubtIf(/ |[([]/.test(raw), 'spaced')
  return { start: index, end: index + raw.length, kind: 'email', value, label: 'Thư điện tử', ...doubt }
}
