import { findPhones, type PhoneFound } from '../../engine/readers/phone.js'
import { type Readable, readable } from '../../engine/readers/readable.js'
import { findUrls, type UrlFound } from '../../engine/readers/url.js'
import { type AccountFound, findBankAccounts, type Span } from './bank-accounts.js'
import type { Bank } from './banks.js'
import type { Doubt, Identifier } from './identifier-kinds.js'
import { findPaymentCodes, type PaymentCodeFound } from './payment-codes.js'
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
  take([...plain.text.matchAll(EMAIL)].slice(0, MAX).map(emailAt))
  take([...plain.text.matchAll(SPACED_EMAIL)].slice(0, MAX).map(emailAt))
  take(findUrls(plain.text, MAX).map(urlAt))
  take(findWallets(plain.text, MAX).map(walletAt))
  takeNumbers(plain, folded, taken)
  take(findSenders(plain.text, folded, MAX).map(senderAt))
  take(findHandles(plain.text, MAX).map(handleAt))
  const found = taken.sort((a, b) => a.start - b.start)
  return unique(found.map(({ start, end, ...one }) => ({ ...one, raw: plain.rawAt(start, end) }))).slice(0, MAX)
}

type Placed = Span & Omit<Identifier, 'raw'>

const MAX = 100
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,4}[a-z]{2,24}(?![\w-])/gi

/** "ten @ gmail . com": what stands before the first space may belong to it. */
const SPACED_EMAIL =
  /(?<![\w.+-])[\w.+-]{1,64} {0,2}(?:@|[([]at[)\]]) {0,2}[a-z\d-]{1,63}(?: ?\. ?(?:com|net|org|vn|edu|gov|info|xyz|top)(?![\w-])){1,2}/gi

/** "O9OO.OOO.OO8": letters in place of noughts. */
const WITH_LETTERS = /(?<![\p{L}\p{N}])[o0][\do. -]{8,14}(?![\p{L}\p{N}])/giu

function withNoughts(text: string): string {
  return text.replace(WITH_LETTERS, (written) => (/\d/.test(written) ? written.replace(/o/gi, '0') : written))
}

/** An account that is called one, then phone numbers, then numbers beside a bank's name. */
function takeNumbers({ text }: Readable, folded: string, taken: Placed[]): void {
  const accounts = free(findBankAccounts(folded, MAX), taken)
  const named = accounts.filter(({ isNamed }) => isNamed)
  const others = accounts.filter(({ isNamed }) => !isNamed)
  const phones = free(findPhones(withNoughts(text), MAX).map(spanOfPhone), [...taken, ...named])
  const beside = others.filter(({ isBeside }) => isBeside)
  taken.push(...named.map(accountAt))
  taken.push(...phones.map((phone) => phoneAt(phone, folded, free([phone], beside).length === 0)))
  taken.push(...free(others, phones).map(accountAt))
}

function codeAt({ start, end, ...code }: PaymentCodeFound, text: string): Placed {
  const span = { start, end }
  if (code.kind === 'account') return { ...span, ...accountOf(code.account, code.bank) }
  const value = text.slice(start, end)
  return { ...span, kind: 'qr_code', value, label: 'Mã QR chuyển tiền', ...doubtIf(code.kind === 'broken', 'checksum') }
}

function accountOf(value: string, bank: Bank | undefined): Omit<Identifier, 'raw'> {
  const label = `Tài khoản ${bank?.name ?? 'ngân hàng'}`
  return { kind: 'bank_account', value, label, ...(bank && { bank: bank.code }) }
}

function emailAt({ 0: raw, index }: RegExpExecArray): Placed {
  const value = raw
    .toLowerCase()
    .replace(/[([]at[)\]]/, '@')
    .replace(/ /g, '')
  const doubt = doubtIf(/ |[([]/.test(raw), 'spaced')
  return { start: index, end: index + raw.length, kind: 'email', value, label: 'Thư điện tử', ...doubt }
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

function accountAt({ start, end, digits, bank }: AccountFound): Placed {
  return { start, end, ...accountOf(digits, bank) }
}

type PhoneSpan = Span & PhoneFound

function spanOfPhone(phone: PhoneFound): PhoneSpan {
  return { ...phone, start: phone.index, end: phone.index + phone.raw.length }
}

const ZALO_BEFORE = /(?<![a-z])(?:zalo|zl)\W{0,3}(?:(?:so|sdt|id|nick|la)\W{0,2}){0,2}$/
const PHONES: Partial<Record<PhoneFound['type'], string>> = {
  foreign: 'Số điện thoại nước ngoài',
  police: 'Số điện thoại đầu 069 của Công an',
  service: 'Số tổng đài',
}

/** A number right beside a bank's name may be an account: some banks give out the phone number as one. */
function phoneAt({ start, end, value, type, renumberedFrom }: PhoneSpan, folded: string, isBank: boolean): Placed {
  const isZalo = ZALO_BEFORE.test(folded.slice(Math.max(0, start - 24), start))
  const name = isZalo ? 'Số điện thoại dùng Zalo' : (PHONES[type] ?? 'Số điện thoại')
  const label = renumberedFrom ? `${name}, nay là 0${value.slice(3)}` : name
  return { start, end, kind: 'phone', value, label, ...doubtIf(isBank, 'phone_or_account') }
}

function senderAt({ start, end, kind, value }: SenderFound): Placed {
  if (kind === 'short_code') return { start, end, kind: 'phone', value, label: 'Đầu số ngắn' }
  return { start, end, kind: 'sender_name', value, label: 'Tên hiện khi nhận tin nhắn' }
}

function handleAt({ start, end, value, what, isSure }: HandleFound): Placed {
  return { start, end, kind: 'social', value, label: what, ...doubtIf(!isSure, 'platform') }
}

function doubtIf(isUnsure: boolean, doubt: Doubt): { doubt?: Doubt } {
  return isUnsure ? { doubt } : {}
}

/** What does not lie on a part of the text that is spoken for. */
function free<T extends Span>(found: readonly T[], taken: readonly Span[]): T[] {
  return found.filter((one) => !taken.some((other) => one.start < other.end && other.start < one.end))
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
