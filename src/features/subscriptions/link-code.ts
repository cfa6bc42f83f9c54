const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `XXXX-XXXX`, in the alphabet of receipts. Takes exactly 8 random bytes. */
export function formatLinkCode(random: Uint8Array): string {
  if (random.length !== 8) throw new RangeError('a link code is made of 8 bytes')
  const code = [...random].map((byte) => ALPHABET[byte % 32]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** As people type it: with or without GHEP and the dash, in any case, O for 0, I and L for 1. Null when it is none. */
export function normaliseLinkCode(typed: string): string | null {
  const compact = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*GH[EÉ]P\b/u, '')
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(compact) ? compact : null
}
