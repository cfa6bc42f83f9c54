import { bech32, bech32m, createBase58check } from '@scure/base'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import type { Span } from './bank-accounts.js'

/** `isRight`: its checksum holds. An address with a mistyped letter is kept all the same, and told as such. */
export type WalletFound = Span & { value: string; network: Network; isRight: boolean }
type Network = 'Bitcoin' | 'Ethereum' | 'TRON'

/** Addresses of Bitcoin, Ethereum (and what is like it) and TRON, in a text whose letters have kept their case. */
export function findWallets(text: string, max: number): WalletFound[] {
  const found: WalletFound[] = []
  for (const { 0: written, index } of text.matchAll(ADDRESS)) {
    if (found.length >= max) break
    const wallet = walletOf(written)
    if (wallet) found.push({ ...wallet, start: index, end: index + written.length })
  }
  return found
}

const ADDRESS =
  /(?<![\p{L}\p{N}])(?:0x[\da-f]{40}|bc1[a-z\d]{11,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})(?![\p{L}\p{N}])/giu

type Wallet = Omit<WalletFound, keyof Span>

function walletOf(written: string): Wallet | undefined {
  if (/^0x/i.test(written)) return { value: written.toLowerCase(), network: 'Ethereum', isRight: isEthereum(written) }
  if (/^bc1/i.test(written)) return { value: written.toLowerCase(), network: 'Bitcoin', isRight: isSegwit(written) }
  // Long codes of capitals or digits alone are no addresses.
  if (!/[a-z]/.test(written) || !/[A-Z]/.test(written) || !/\d/.test(written)) return undefined
  const version = versionOf(written)
  if (/^T/i.test(written)) return { value: written, network: 'TRON', isRight: version === 0x41 }
  return { value: written, network: 'Bitcoin', isRight: version === 0 || version === 5 }
}

const base58check = createBase58check(sha256)

/** The first byte of what the checksum vouches for. */
function versionOf(address: string): number | undefined {
  const bytes = orNothing(() => base58check.decode(address))
  return bytes?.length === 21 ? bytes[0] : undefined
}

/** The first version of such addresses has one checksum, all later ones have the other. */
function isSegwit(address: string): boolean {
  const old = orNothing(() => bech32.decode(address as `bc1${string}`))
  if (old) return old.words[0] === 0
  const later = orNothing(() => bech32m.decode(address as `bc1${string}`))
  return later !== undefined && (later.words[0] ?? 0) > 0
}

/** EIP-55: capitals carry the checksum; written in one case, an address has none and nothing speaks against it. */
function isEthereum(address: string): boolean {
  const letters = address.slice(2)
  if (letters === letters.toLowerCase() || letters === letters.toUpperCase()) return true
  const hash = keccak_256(new TextEncoder().encode(letters.toLowerCase()))
  return [...letters].every((letter, at) => {
    const half = ((hash[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15
    return letter === (half >= 8 ? letter.toUpperCase() : letter.toLowerCase())
  })
}

/** The library answers what is no such address by throwing. */
function orNothing<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
