import { describe, expect, test } from 'vitest'
import { withoutLinks } from '../../engine/links.js'
import { readDate } from '../../engine/readers/date.js'
import { digitRuns } from '../../engine/readers/digit-runs.js'
import { readMoney } from '../../engine/readers/money.js'
import { readNumber } from '../../engine/readers/number.js'
import { findPhones, readPhone } from '../../engine/readers/phone.js'
import { readable } from '../../engine/readers/readable.js'
import { findTime } from '../../engine/readers/time.js'
import { findUrls, readUrl } from '../../engine/readers/url.js'
import { wordedTime } from '../../engine/readers/worded-time.js'
import { cleanText, foldText, nameKey, toneKey } from '../../engine/text-key.js'
import { findBankAccounts } from './bank-accounts.js'
import { findBanks } from './banks.js'
import { findIdentifiers } from './identifiers.js'
import { findPaymentCodes, readPaymentCode } from './payment-codes.js'
import { searchTerms } from './search-terms.js'
import { searchTextOf } from './search-text.js'
import { findSenders } from './sender-names.js'
import { findHandles } from './social-accounts.js'
import { findWallets } from './wallets.js'

const LENGTH = 100_000
const MS = 50
/**
 * A machine that is busy with other things slows some runs; a pattern that runs away is slow in each. So one run
 * within the time is enough, and the first that is ends the test. By the clock or by the processor, whichever is less:
 * the clock counts what others run in between, the processor what is collected and compiled beside.
 */
const RUNS = 40

const NOW = new Date('2026-11-16T13:30:00Z')
const READERS: [name: string, read: (text: string) => unknown][] = [
  ['readDate', (text) => readDate(text, NOW, 'Asia/Ho_Chi_Minh')],
  ['readMoney', readMoney],
  ['readNumber', readNumber],
  ['readPhone', readPhone],
  ['readUrl', readUrl],
  ['readable', readable],
  ['digitRuns', digitRuns],
  ['findPhones', (text) => findPhones(text, 1000)],
  ['findUrls', (text) => findUrls(text)],
  ['findBanks', findBanks],
  ['findBankAccounts', (text) => findBankAccounts(text, 100)],
  ['findWallets', (text) => findWallets(text, 100)],
  ['findHandles', (text) => findHandles(text, 100)],
  ['findSenders', (text) => findSenders(text, text, 100)],
  ['findPaymentCodes', (text) => findPaymentCodes(text, 100)],
  ['readPaymentCode', readPaymentCode],
  ['findIdentifiers', findIdentifiers],
  ['searchTerms', searchTerms],
  ['searchTextOf', (text) => searchTextOf([text])],
  ['cleanText', cleanText],
  ['foldText', foldText],
  ['nameKey', nameKey],
  ['toneKey', toneKey],
  ['withoutLinks', withoutLinks],
]

const PIECES: [what: string, piece: string][] = [
  ['digits', '1234567890'],
  ['noughts', '0'],
  ['one letter', 'a'],
  ['capitals', 'DAU SO '],
  ['dots', '.'],
  ['dots between letters', 'a.'],
  ['hyphens between letters', 'a-'],
  ['spaces', ' '],
  ['white space of all kinds', '\t \n\r\u00a0\u3000'],
  ['dots in brackets', '(.)'],
  ['dots in brackets between letters', 'a(.)'],
  ['spelled dots', 'a dot '],
  ['a dot and an ending', 'abcde. com '],
  ['at signs', '@'],
  ['at signs between letters', 'a@'],
  ['unfinished addresses of e-mail', 'a.b@c.d'],
  ['handles', '@abcd '],
  ['named handles', 'tele: abc_d '],
  ['nested brackets', '[({'],
  ['unfinished addresses', 'http://'],
  ['unfinished addresses with spaces', 'http : // '],
  ['a list of addresses', 'https://a.example.com,'],
  ['phone numbers', '0900000000 '],
  ['phone numbers in groups', '0900 000 000 '],
  ['numbers that are none', '0200 000 0000 123 '],
  ['plus signs and beginnings', '+84'],
  ['spaced digits', '1 2 3 4 5 6 7 8 9 0 '],
  ['accounts', 'stk 123456789 VCB '],
  ['numbers and letters', '0912345678 a '],
  ['banks', 'vietcombank '],
  ['dates', '12/11/2026 '],
  ['hours', '9h30 '],
  ['amounts', '5tr5 '],
  ['number words', 'năm trăm '],
  ['wallets of Bitcoin', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb '],
  ['wallets of Ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed '],
  ['beginnings of wallets', 'bc1q'],
  ['letters of wallets', 'T1zP'],
  ['beginnings of payment codes', '000201010211'],
  ['senders', 'dau so tu '],
  ['combining marks', '\u0301'],
  ['letters with loose marks', 'ầ'.normalize('NFD')],
  ['invisible characters', '\u200b'],
  ['letters with invisible characters', 'a\u200b'],
  ['NUL and half characters', 'a\0b\ud800'],
  ['full-width digits', '０９'],
  ['maths letters', '𝐚𝐛'],
  ['letters that stand for many', '\ufdfa'],
  ['emoji', '👨‍👩‍👧‍👦'],
  ['the signs of a search', '%_\\'],
  ['Vietnamese', 'Tôi bị lừa chuyển tiền vào tài khoản ngân hàng Vietcombank. '],
  ['all of it', 'stk 0900.000.000 (.) @a http://x.y 5tr 12/11 9h \u0301\u200b VCB 0x0 000201 '],
]
const TEXTS = [
  ...PIECES.map(([what, piece]) => [what, repeated(piece, LENGTH)] as const),
  ['brackets around brackets', '('.repeat(LENGTH / 2) + ')'.repeat(LENGTH / 2)] as const,
  ['one long address', `http://a.com/${repeated('b', LENGTH - 13)}`] as const,
]

describe.each(READERS)('%s reads 100,000 hostile characters within 50 ms', (_name, read) => {
  test.each(TEXTS)('%s', (_what, text) => {
    expect(text).toHaveLength(LENGTH)
    expect(quickest(() => read(text))).toBeLessThanOrEqual(MS)
  })
})

/** `findTime` and `wordedTime` see what `readDate` has cut to 500 characters. */
describe.each([
  ['findTime', findTime],
  ['wordedTime', wordedTime],
])('%s reads 500 hostile characters within 50 ms', (_name, read) => {
  test.each(TEXTS)('%s', (_what, text) => {
    expect(quickest(() => read(foldText(text.slice(0, 500))))).toBeLessThanOrEqual(MS)
  })
})

function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
}

function quickest(read: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < RUNS && best > MS; run++) {
    const [start, before] = [performance.now(), process.cpuUsage()]
    read()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, performance.now() - start, (user + system) / 1000)
  }
  return best
}
