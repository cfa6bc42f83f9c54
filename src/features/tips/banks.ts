import { BanksObject } from 'vietnam-qr-pay'
import { foldText } from '../../engine/text-key.js'

export type Bank = { code: string; name: string }

/** Finds a bank's name as whole words in folded text; the one nearest to the text's end, or its start. */
export function findBank(folded: string, nearest: 'end' | 'start'): { bank: Bank; distance: number } | undefined {
  const found = [...folded.matchAll(ANY_BANK)]
  const match = nearest === 'end' ? found.at(-1) : found[0]
  const bank = match && BANK_NAMES.get(match[0].replace(/\s+/g, ' '))
  if (!match || !bank) return undefined
  return { bank, distance: nearest === 'end' ? folded.length - match.index - match[0].length : match.index }
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
]

/** Folded names of banks and wallets. */
const BANK_NAMES: ReadonlyMap<string, Bank> = bankNames()

const ANY_BANK = new RegExp(
  `(?<![a-z0-9])(?:${[...BANK_NAMES.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/ /g, '\\s+'))
    .join('|')})(?![a-z0-9])`,
  'g',
)

function withoutBank(name: string): string {
  return name.replace(/ ?bank$/, '').trim()
}
