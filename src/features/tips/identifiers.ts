import { findPhones, type PhoneFound } from '../../engine/readers/phone.js'
import { findUrls, type UrlFound } from '../../engine/readers/url.js'
import { cleanText } from '../../engine/text-key.js'
import { type AccountFound, findBankAccounts, type Span } from './bank-accounts.js'

export type IdentifierKind = 'url' | 'phone' | 'bank_account' | 'social' | 'email'
/**
 * `value` is what tips are compared by: E.164, digits, an address without scheme. `label` says in words what it is;
 * `bank` is the code of the bank that was named beside an account.
 */
export type Identifier = { kind: IdentifierKind; value: string; raw: string; label: string; bank?: string }

/** What a tip names that others may name too, in the order of the text, each once. Never longer than `MAX`. */
export function findIdentifiers(text: string): Identifier[] {
  const clean = cleanText(text.slice(0, LONGEST)).normalize('NFKC')
  const taken: Span[] = []
  const emails = [...clean.matchAll(EMAIL)].slice(0, MAX).map((match) => placed(match.index, emailOf(match[0])))
  const urls = free(findUrls(clean, MAX).map(urlAt), emails)
  taken.push(...emails, ...urls)
  const accounts = free(
    findBankAccounts(foldSameLength(clean), MAX).map((found) => accountAt(found, clean)),
    taken,
  )
  const phones = free(findPhones(clean, MAX).map(phoneAt), taken)
  const handles = free([...clean.matchAll(HANDLE)].slice(0, MAX).map(handleAt), taken)
  const named = accounts.filter((account) => account.isNamed)
  const certain = free(phones, named)
  const rest = free(
    accounts.filter((account) => !account.isNamed),
    certain,
  )
  const all = [...taken, ...named, ...certain, ...rest, ...handles] as Placed[]
  return unique(all.sort((a, b) => a.start - b.start).map(({ identifier }) => identifier)).slice(0, MAX)
}

type Placed = Span & { identifier: Identifier }

const LONGEST = 100_000
const MAX = 100
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,4}[a-z]{2,24}(?![\w-])/gi
const HANDLE = /(?<![\w@])(?:telegram|tele|tiktok|instagram|insta|ig)[\s:]{1,3}@([a-z\d_.]{3,32})/gi

const SOCIAL: [host: RegExp, name: string][] = [
  [/(?:^|\.)(?:facebook\.com|fb\.com|fb\.me|fb\.watch|messenger\.com|m\.me)$/, 'Facebook'],
  [/(?:^|\.)(?:zalo\.me|zaloapp\.com)$/, 'Zalo'],
  [/(?:^|\.)(?:t\.me|telegram\.me|telegram\.org)$/, 'Telegram'],
  [/(?:^|\.)tiktok\.com$/, 'TikTok'],
  [/(?:^|\.)(?:youtube\.com|youtu\.be)$/, 'YouTube'],
  [/(?:^|\.)instagram\.com$/, 'Instagram'],
  [/(?:^|\.)(?:x\.com|twitter\.com)$/, 'X'],
  [/(?:^|\.)(?:viber\.com|whatsapp\.com|wa\.me|discord\.gg|discord\.com)$/, 'Ứng dụng nhắn tin'],
]

function placed(start: number, identifier: Identifier): Placed {
  return { start, end: start + identifier.raw.length, identifier }
}

function emailOf(raw: string): Identifier {
  return { kind: 'email', value: raw.toLowerCase(), raw, label: 'Thư điện tử' }
}

function urlAt({ index, raw, value, host, isPunycode }: UrlFound): Placed {
  const social = SOCIAL.find(([pattern]) => pattern.test(host))?.[1]
  const isAccount = social !== undefined && value.length > host.length + 1
  if (isAccount)
    return placed(index, {
      kind: 'social',
      value: value.replace(/^m\./, '').replace(/^fb\.com/, 'facebook.com'),
      raw,
      label: `Tài khoản ${social}`,
    })
  return placed(index, { kind: 'url', value, raw, label: isPunycode ? 'Trang web có chữ lạ trong tên' : 'Trang web' })
}

function phoneAt({ index, raw, value, type }: PhoneFound): Placed {
  return placed(index, {
    kind: 'phone',
    value,
    raw,
    label: type === 'foreign' ? 'Số điện thoại nước ngoài' : 'Số điện thoại',
  })
}

function accountAt({ start, end, digits, bank, isNamed }: AccountFound, text: string): Placed & { isNamed: boolean } {
  const label = bank ? `Tài khoản ${bank.name}` : 'Tài khoản ngân hàng'
  const raw = text.slice(start, end)
  return {
    ...placed(start, { kind: 'bank_account', value: digits, raw, label, ...(bank && { bank: bank.code }) }),
    isNamed,
  }
}

function handleAt(match: RegExpExecArray): Placed {
  const [raw, name = ''] = match
  const isTelegram = /^tele/i.test(raw)
  const host = isTelegram ? 't.me' : /^tik/i.test(raw) ? 'tiktok.com' : 'instagram.com'
  const value = `${host}/${host === 'tiktok.com' ? '@' : ''}${name.toLowerCase()}`
  return placed(match.index, {
    kind: 'social',
    value,
    raw,
    label: `Tài khoản ${isTelegram ? 'Telegram' : host === 'tiktok.com' ? 'TikTok' : 'Instagram'}`,
  })
}

/** What does not lie on a part of the text that is spoken for. */
function free<T extends Span>(found: readonly T[], taken: readonly Span[]): T[] {
  return found.filter((one) => !taken.some((other) => one.start < other.end && other.start < one.end))
}

function unique(identifiers: readonly Identifier[]): Identifier[] {
  const first = new Map<string, Identifier>()
  for (const one of identifiers) {
    const key = `${one.kind} ${one.value}`
    if (!first.has(key)) first.set(key, one)
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
