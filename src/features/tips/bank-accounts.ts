import { type Bank, bankByBin, type BankFound, findBanks } from './banks.js'
import { isCardNumber } from './card-numbers.js'

/** Both ends in the text that was searched. */
export type Span = { start: number; end: number }
/**
 * `isBeside`: the bank's name touches the number, with no word between. `isCard`: it is never to be kept.
 * `isJoined`: its parts are so long that they may be two numbers.
 */
export type AccountFound = Span & {
  digits: string
  bank?: Bank
  isNamed: boolean
  isBeside: boolean
  isCard: boolean
  isJoined: boolean
}

/**
 * Numbers of 6 to 19 digits beside a bank's name or a word for "account". `folded` has the same length as the text it
 * came from. `isNamed`: the word "account" stands right before, so that even a phone number is one.
 */
export function findBankAccounts(folded: string, max: number): AccountFound[] {
  const found: AccountFound[] = []
  const around: Around = { folded, banks: findBanks(folded), firstBank: 0, previousEnd: 0, isListed: false }
  let listEnd = -1
  for (const match of folded.matchAll(DIGITS)) {
    // A bank's own six digits name the bank.
    if (match[0].length === 6 && bankByBin(match[0])) continue
    const span = { start: match.index, end: match.index + match[0].length }
    around.isListed = listEnd >= 0 && LIST_JOINT.test(folded.slice(listEnd, span.start).slice(0, NEAR))
    const account = accountAt(around, match[0], span)
    around.previousEnd = span.end
    listEnd = account ? span.end : -1
    if (account) found.push(account)
    if (found.length >= max) break
  }
  return found
}

const UNITS = 'd|vnd|dong|k|tr|trieu|nghin|ngan(?! hang)|ty|ti|usd|usdt|\\$'

/** `banks` before `firstBank` are too far left of all numbers still to come. */
type Around = { folded: string; banks: readonly BankFound[]; firstBank: number; previousEnd: number; isListed: boolean }

/**
 * In one piece, in short groups, or in longer ones that have together no more digits than an account: "1023456789 500"
 * is an account and something else. After a comma or a slash it begins with more digits than the rest of an amount or
 * a date has.
 */
const DIGITS = new RegExp(
  `(?<![a-z\\d+.@_-]|[,/](?=\\d{1,3}(?!\\d)))(?:${longGroups()}|\\d{6,24}|\\d{1,5}(?:[ .-]\\d{1,5}){1,8})(?![\\d@]|\\.\\d|\\/\\d{1,4}(?!\\d))`,
  'g',
)

/** "00110012 34567": no bank's own digits, no amount, no date and no hour among them. */
function longGroups(): string {
  const total = '(?=(?:[ .-]?\\d){8,15}(?!\\d|[ .-]\\d))'
  const noBank = '(?!9704\\d\\d(?!\\d))'
  const noDate = '(?!\\d+[ .-]\\d{1,2}[ .-]\\d{1,2}[ .-](?:19|20)\\d\\d)'
  const hasLong = '(?=(?:\\d{1,5}[ .-])*\\d{6})'
  const noUnit = `(?!\\d|\\s?(?:h|g|gio|lan|nguoi|ngay|${UNITS})(?![a-z]))`
  return `${total}${noBank}${noDate}${hasLong}\\d{3,9}(?:[ .-]\\d{1,9}){1,4}${noUnit}`
}
/** "stk 0123456789, 0123456788 và 0123456787" */
const LIST_JOINT = /^\s{0,3}(?:[,;/&+\n-]|va|hoac)\s{0,3}$/
const NEAR = 48
const GROUPED = /^\d{1,3}(?:[.,]\d{3})+$/
const DATE = /^\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d/
const UNIT_AFTER = new RegExp(`^\\s{0,2}(?:${UNITS})(?![a-z])`)
const AMOUNT_BEFORE = /(?:so tien|chuyen|mat|nap|rut|gui|lua|gia|tien)\s*:?\s*$/
const IDENTITY_BEFORE = /(?:cccd|cmnd|can cuoc|chung minh|cmt|ho chieu|mst|ma so thue|otp|ma)\W{0,3}(?:so|la)?\W{0,3}$/
/** With no end of a sentence between, and no word that says that a phone number follows. */
const ACCOUNT_BEFORE =
  /(?<![a-z])(?:stk|so tk|so tai khoan|so the|tai khoan|tk|acc|account)(?![a-z])(?:(?![.!?;]\s|(?<![a-z])(?:s?dt|dien thoai|goi|zalo|zl|hotline|(?:dung|tu|cu|moi) so|so (?:cu|moi))(?![a-z]))[^\d\n]){0,30}$/

function accountAt(around: Around, raw: string, span: Span): AccountFound | undefined {
  const { folded, previousEnd, isListed } = around
  const digits = raw.replace(/\D/g, '')
  const isOther = digits.length < 6 || digits.length > 19 || GROUPED.test(raw) || DATE.test(raw)
  const after = folded.slice(span.end, span.end + NEAR)
  if (isOther || UNIT_AFTER.test(after)) return undefined
  const from = Math.max(previousEnd, span.start - NEAR)
  const before = folded.slice(from, span.start)
  if (IDENTITY_BEFORE.test(before)) return undefined
  const isCard = isCardNumber(digits, before)
  const isNamed = isCard || ACCOUNT_BEFORE.test(before)
  if (!isNamed && AMOUNT_BEFORE.test(before)) return undefined
  const until = span.end + (after.split(/\d{6}|\n\n/)[0] ?? '').length
  const near = nearestBank(around, span, { start: from, end: until })
  if (!isNamed && !isListed && !near) return undefined
  const bank = near?.bank ?? bankOfCard(digits)
  return {
    ...{ ...span, digits, isNamed: isNamed || (isListed && near !== undefined) },
    isBeside: near !== undefined && near.distance <= BESIDE,
    isCard,
    isJoined: /\d{6}/.test(raw) && /\D/.test(raw),
    ...(bank && { bank }),
  }
}

const BESIDE = 2

function nearestBank(around: Around, span: Span, within: Span): { bank: Bank; distance: number } | undefined {
  const { banks } = around
  while ((banks[around.firstBank]?.start ?? Infinity) < within.start) around.firstBank++
  let nearest: { bank: Bank; distance: number } | undefined
  for (let at = around.firstBank; at < banks.length; at++) {
    const one = banks[at]
    if (!one || one.end > within.end) break
    const distance = one.start >= span.end ? one.start - span.end : span.start - one.end
    if (distance >= 0 && (!nearest || distance <= nearest.distance)) nearest = { bank: one.bank, distance }
  }
  return nearest
}

/** A card's number begins with its bank's six digits. */
function bankOfCard(digits: string): Bank | undefined {
  return digits.length === 16 || digits.length === 19 ? bankByBin(digits.slice(0, 6)) : undefined
}
