import type { Span } from './bank-accounts.js'
import { findBanks } from './banks.js'

export type SenderFound = Span & { kind: 'name' | 'short_code'; value: string }

/**
 * Who a text message says it is from, where no number is shown: a brand's name ("tin nhắn từ VIETCOMBANK", eleven
 * letters at most) or a short code ("đầu số 8079"). `folded` is the same text in small letters without marks, place
 * by place.
 */
export function findSenders(text: string, folded: string, max: number): SenderFound[] {
  const found: SenderFound[] = []
  for (const { 0: context, index } of folded.matchAll(CONTEXT)) {
    if (found.length >= max) break
    const start = index + context.length
    const sender = senderAt(text.slice(start, start + 16), folded.slice(start, start + 16))
    if (!sender) continue
    const isWhole = sender.kind === 'short_code' || isWritten(sender.value, text.slice(Math.max(0, index - 40), start))
    if (isWhole)
      found.push({ kind: sender.kind, value: sender.value.toUpperCase(), start, end: start + sender.value.length })
  }
  return found
}

const CONTEXT =
  /(?<![a-z\d])(?:dau so|tong dai|brand ?name|ten nguoi gui|nguoi gui|(?:tin nhan|sms)(?: den)?(?: tu| cua| ten| mang ten| hien ten| ghi)|nhan tin tu|nhan tu)(?: (?:ten|la|hien|ghi|mang ten|dau so|tong dai|thuong hieu|so))?(?: ?[:"'“”‘’«(] ?| )["'“‘«(]?/g
const NAME = /^[A-Za-z][A-Za-z\d._&-]{2,13}(?![\p{L}\p{N}_&-])/u
/** Without marks it is the name that a message showed; with marks it is the ministry. */
const MINISTRY = /^bo cong an(?![\p{L}\p{N}])/iu
/** In quotes a name may have spaces, too. */
const QUOTED_NAME = /^[A-Za-z][A-Za-z\d ._&-]{1,9}[A-Za-z\d](?=["”’'»])/
const SHORT_CODE = /^[1-9]\d{2,5}(?![\p{L}\p{N}]|[ .]?\d)/u

/** Firms and offices in whose name such messages come, besides the banks. */
const KNOWN = new Set(
  'viettel mobifone vinaphone vietnamobile vnpt vneid evn evnhcmc evnhanoi shopee lazada tiki tiktok ghtk ghn vnpost vietlott fpt dienmayxanh bocongan bo.congan congan'.split(
    ' ',
  ),
)

function senderAt(text: string, folded: string): { kind: SenderFound['kind']; value: string } | undefined {
  const code = SHORT_CODE.exec(folded)?.[0]
  if (code) return { kind: 'short_code', value: code }
  const name = (QUOTED_NAME.exec(text) ?? MINISTRY.exec(text) ?? NAME.exec(text))?.[0].replace(/[._&-]+$/, '')
  return name && name.length >= 3 ? { kind: 'name', value: name } : undefined
}

/** A name that is known or begins with one that is ("Viettel_CSKH"), or one in capitals where the words before it are not. */
function isWritten(name: string, before: string): boolean {
  if (MINISTRY.test(name)) return true
  const small = name.toLowerCase()
  const [bank] = findBanks(small)
  if (KNOWN.has(small) || KNOWN.has(small.split(/[._&-]/)[0] ?? '') || (bank?.start === 0 && bank.end === small.length))
    return true
  return name === name.toUpperCase() && /\p{Ll}/u.test(before)
}
