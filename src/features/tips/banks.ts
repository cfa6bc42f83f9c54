import { BanksObject } from 'vietnam-qr-pay'
import { foldText } from '../../engine/text-key.js'

export type Bank = { code: string; name: string }

export type BankFound = { bank: Bank; start: number; end: number }

/**
 * Every bank's or wallet's name (or six digits) that stands as whole words in folded text, in order. Word by word: one
 * pattern of all names is tried anew at each letter.
 */
export function findBanks(folded: string): BankFound[] {
  const found: BankFound[] = []
  let until = 0
  for (const { 0: word, index } of folded.matchAll(WORDS)) {
    const names = index >= until ? NAMES_BY_WORD.get(word) : undefined
    const match = names && matchAt(names, folded, index)
    if (!match) continue
    found.push(match)
    until = match.end
  }
  return found
}

/** The bank whose six digits begin a card's number or stand in a QR code. */
export function bankByBin(bin: string): Bank | undefined {
  return BINS.get(bin)
}

function bankNames(): Map<string, Bank> {
  const names = new Map<string, Bank>()
  for (const { key, code, shortName } of Object.values(BanksObject)) {
    const bank = { code, name: shortName }
    const short = foldText(shortName)
    for (const name of [short, short.replaceAll(' ', ''), withoutBank(short), foldText(code), foldText(key)]) {
      if (name.length >= 3 && !EVERYDAY.has(name) && !names.has(name)) names.set(name, bank)
    }
  }
  for (const [bin, bank] of BINS) names.set(bin, bank)
  for (const [name, code] of ALIASES) {
    const bank = [...names.values()].find((one) => one.code === code)
    names.set(name, bank ?? { code, name: code })
  }
  return names
}

/** Names that are also words: too many texts hold them. */
const EVERYDAY = new Set(['nam a', 'viet', 'cake', 'timo', 'lio', 'ban viet', 'bid', 'public'])

const ALIASES: [name: string, code: string][] = [
  ['mb', 'MBB'],
  ['vietin', 'CTG'],
  ['agri', 'AGRIBANK'],
  ['tech', 'TCB'],
  ['techcom', 'TCB'],
  ['sacom', 'STB'],
  ['vietcom', 'VCB'],
  ['tien phong', 'TPB'],
  ['acb', 'ACB'],
  ['bidv', 'BID'],
  ['zalopay', 'ZALOPAY'],
  ['zalo pay', 'ZALOPAY'],
  ['viettel money', 'VIETTELMONEY'],
  ['viettelpay', 'VIETTELMONEY'],
  ['vnpay', 'VNPAY'],
  ['cake by vpbank', 'CAKE'],
  ['tp', 'TPB'],
]

/** A renamed bank keeps its digits; these are the names of before. */
const FORMER = new Set(['oceanbank', 'dongabank', 'lienvietpostbank'])
const BINS: ReadonlyMap<string, Bank> = new Map(
  Object.values(BanksObject)
    .filter(({ bin, key }) => /^\d{6}$/.test(bin) && !FORMER.has(key))
    .map(({ bin, code, shortName }) => [bin, { code, name: shortName }]),
)

/** Folded names of banks and wallets. */
const BANK_NAMES: ReadonlyMap<string, Bank> = bankNames()

type Name = { rest: RegExp; bank: Bank }

const WORDS = /[a-z\d]{2,20}(?![a-z\d])/g
/** "tp" alone is also the word for a city: then a place's name follows. */
const TP_ALONE = '(?= ?(?:bank|$|[,;:()\\n]))'
/** What follows a name's first word, the longest first. */
const NAMES_BY_WORD: ReadonlyMap<string, readonly Name[]> = namesByWord()

function namesByWord(): Map<string, Name[]> {
  const all = new Map<string, Name[]>()
  const longestFirst = [...BANK_NAMES].sort(([one], [other]) => other.length - one.length)
  for (const [name, bank] of longestFirst) {
    const [first = '', ...others] = name.split(' ')
    const pattern = name === 'tp' ? TP_ALONE : others.map((word) => `\\s+${word}`).join('')
    all.set(first, [...(all.get(first) ?? []), { rest: new RegExp(`${pattern}(?![a-z\\d])`, 'y'), bank }])
  }
  return all
}

function matchAt(names: readonly Name[], folded: string, start: number): BankFound | undefined {
  const [word = ''] = /^[a-z\d]+/.exec(folded.slice(start, start + 20)) ?? []
  for (const { rest, bank } of names) {
    rest.lastIndex = start + word.length
    const match = rest.exec(folded)
    if (match) return { bank, start, end: start + word.length + match[0].length }
  }
  return undefined
}

function withoutBank(name: string): string {
  return name.replace(/ ?bank$/, '').trim()
}
