import { BanksObject } from 'vietnam-qr-pay'
import { foldText } from '../../engine/text-key.js'

export type Bank = { code: string; name: string }

export type BankFound = { bank: Bank; start: number; end: number }

/** Every bank's or wallet's name that stands as whole words in folded text, in order. */
export function findBanks(folded: string): BankFound[] {
  return [...folded.matchAll(ANY_BANK)].flatMap(({ 0: name, index }) => {
    const bank = BANK_NAMES.get(name.replace(/\s+/g, ' '))
    return bank ? [{ bank, start: index, end: index + name.length }] : []
  })
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
  // "tp" alone is also the word for a city: then a place's name follows.
  ['tp', 'TPB'],
]

/** Folded names of banks and wallets. */
const BANK_NAMES: ReadonlyMap<string, Bank> = bankNames()

const TP_ALONE = 'tp(?= ?(?:bank|$|[,;:()\\n]))'

/** A renamed bank keeps its digits; these are the names of before. */
const FORMER = new Set(['oceanbank', 'dongabank', 'lienvietpostbank'])
const BINS: ReadonlyMap<string, Bank> = new Map(
  Object.values(BanksObject)
    .filter(({ key }) => !FORMER.has(key))
    .map(({ bin, code, shortName }) => [bin, { code, name: shortName }]),
)

const ANY_BANK = new RegExp(
  `(?<![a-z0-9])(?:${[...BANK_NAMES.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => (name === 'tp' ? TP_ALONE : name.replace(/ /g, '\\s+')))
    .join('|')})(?![a-z0-9])`,
  'g',
)

function withoutBank(name: string): string {
  return name.replace(/ ?bank$/, '').trim()
}
