import { readable } from '../../engine/readers/readable.js'
import { findUrls, type UrlFound } from '../../engine/readers/url.js'
import { findEmails } from './emails.js'
import { accountOf, findNumbers } from './find-numbers.js'
import type { Identifier } from './identifier-kinds.js'
import { findPaymentCodes, type PaymentCodeFound } from './payment-codes.js'
import { doubtIf, free, type Placed } from './placed.js'
import { findSenders, type SenderFound } from './sender-names.js'
import { findHandles, type HandleFound, socialAccountOf } from './social-accounts.js'
import { findWallets, type WalletFound } from './wallets.js'

/**
 * What a tip names that others may name too, in the order of the text, each once; at most 100. Reads as much as
 * `readable` does.
 */
export function findIdentifiers(text: string): Identifier[] {
  const plain = readable(text)
  const folded = foldSameLength(plain.text)
  const taken: Placed[] = []
  const take = (found: readonly Placed[]) => void taken.push(...free(found, taken))
  take(findPaymentCodes(plain.text, MAX).map((code) => codeAt(code, plain.text)))
  const urls = findUrls(plain.text, MAX)
  // "http://a.example@b.example/x" leads to b.example: what looks like an e-mail is there to deceive.
  take(urls.filter(({ raw }) => WITH_SCHEME.test(raw)).map(urlAt))
  for (const email of findEmails(plain.text, MAX)) take([email])
  take(urls.map(urlAt))
  take(findWallets(plain.text, MAX).map(walletAt))
  take(findNumbers(plain.text, folded, taken, MAX))
  take(findSenders(plain.text, folded, MAX).map(senderAt))
  take(findHandles(plain.text, MAX).map(handleAt))
  const found = taken.sort((a, b) => a.start - b.start)
  return unique(found.map(({ start, end, ...one }) => ({ ...one, raw: plain.rawAt(start, end) }))).slice(0, MAX)
}

const MAX = 100
const WITH_SCHEME = /^h(?:tt|xx)ps?\s?:/i

function codeAt({ start, end, ...code }: PaymentCodeFound, text: string): Placed {
  const span = { start, end }
  if (code.kind === 'account') return { ...span, ...accountOf(code.account, code.bank) }
  const value = text.slice(start, end)
  return { ...span, kind: 'qr_code', value, label: 'Mã QR chuyển tiền', ...doubtIf(code.kind === 'broken', 'checksum') }
}

function urlAt(url: UrlFound): Placed {
  const span = { start: url.index, end: url.index + url.raw.length }
  const doubt = doubtIf(url.isSpaced === true, 'spaced')
  const social = socialAccountOf(url)
  if (social) return { ...span, kind: 'social', value: social.value, label: social.what, ...doubt }
  const label = url.isPunycode ? 'Trang web có chữ lạ trong tên' : 'Trang web'
  return { ...span, kind: 'url', value: url.value, label, ...doubt }
}

function walletAt({ start, end, value, network, isRight }: WalletFound): Placed {
  return { start, end, kind: 'wallet', value, label: `Ví ${network}`, ...doubtIf(!isRight, 'checksum') }
}

function senderAt({ start, end, kind, value }: SenderFound): Placed {
  if (kind === 'short_code') return { start, end, kind: 'phone', value, label: 'Đầu số ngắn' }
  return { start, end, kind: 'sender_name', value, label: 'Tên hiện khi nhận tin nhắn' }
}

function handleAt({ start, end, value, what, isSure }: HandleFound): Placed {
  return { start, end, kind: 'social', value, label: what, ...doubtIf(!isSure, 'platform') }
}

/** The first of each; a bank that only a later mention names, and certainty, are taken over from that. */
function unique(identifiers: readonly Identifier[]): Identifier[] {
  const first = new Map<string, Identifier>()
  for (const one of identifiers) {
    const key = `${one.kind} ${one.value}`
    const known = first.get(key)
    if (!known) first.set(key, one)
    else if (known.kind === 'bank_account' && !known.bank && one.bank)
      first.set(key, { ...known, bank: one.bank, label: one.label })
    else if (known.doubt && !one.doubt) first.set(key, { ...one, raw: known.raw })
  }
  return [...first.values()]
}

const BASES = new Map<string, string>()

/** One folded character for each one of the text, so that places stay the same. */
function foldSameLength(text: string): string {
  let folded = ''
  for (const char of text) {
    const base = BASES.get(char) ?? baseOf(char)
    folded += base
  }
  return folded
}

function baseOf(char: string): string {
  const [base = ' '] = char.toLowerCase().normalize('NFD')
  const folded = /[đðɖ]/.test(base) ? 'd' : base.length === char.length ? base : ' '.repeat(char.length)
  if (BASES.size < 4000) BASES.set(char, folded)
  return folded
}
