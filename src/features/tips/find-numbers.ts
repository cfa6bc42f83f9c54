import { findPhones, type PhoneFound } from '../../engine/readers/phone.js'
import { type AccountFound, findBankAccounts, type Span } from './bank-accounts.js'
import type { Bank } from './banks.js'
import type { Identifier } from './identifier-kinds.js'
import { doubtIf, free, type Placed } from './placed.js'

/** An account that is called one, then phone numbers, then numbers beside a bank's name. A card's number is passed by. */
export function findNumbers(text: string, folded: string, taken: readonly Span[], max: number): Placed[] {
  const accounts = free(findBankAccounts(folded, max), taken)
  const named = accounts.filter(({ isNamed }) => isNamed)
  const others = accounts.filter(({ isNamed }) => !isNamed)
  const phones = free(findPhones(withNoughts(text), max).map(spanOfPhone), [...taken, ...named])
  const beside = others.filter(({ isBeside }) => isBeside)
  return [
    ...named.filter(({ isCard }) => !isCard).map(accountAt),
    ...phones.map((phone) => phoneAt(phone, folded, free([phone], beside).length === 0)),
    ...free(others, phones).map(accountAt),
  ]
}

export function accountOf(value: string, bank: Bank | undefined): Omit<Identifier, 'raw'> {
  const label = `Tài khoản ${bank?.name ?? 'ngân hàng'}`
  return { kind: 'bank_account', value, label, ...(bank && { bank: bank.code }) }
}

/** "O9OO.OOO.OO8": letters in place of noughts. */
const WITH_LETTERS = /(?<![\p{L}\p{N}])[o0][\do. -]{8,14}(?![\p{L}\p{N}])/giu

function withNoughts(text: string): string {
  return text.replace(WITH_LETTERS, (written) => (/\d/.test(written) ? written.replace(/o/gi, '0') : written))
}

function accountAt({ start, end, digits, bank, isJoined }: AccountFound): Placed {
  return { start, end, ...accountOf(digits, bank), ...doubtIf(isJoined, 'joined') }
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
