const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PLAIN = /^AN([0-9A-HJKMNP-TV-Z]{16})$/
const LOOKS_LIKE = /(^|[^\p{L}\p{N}])A\s?N[\s-]?([0-9A-Z]{4}[\s-]?){3}[0-9A-Z]{1,4}/iu

const LOOK_UP = /^\s*\/?tra\s*c[uứ]u:?\s*/iu

/** 80 random bits as `AN-XXXX-XXXX-XXXX-XXXX` in Crockford's base 32. Takes exactly 10 bytes. */
export function formatReceipt(random: Buffer): string {
  if (random.length !== 10) throw new RangeError('a receipt code is made of 10 bytes')
  let bits = BigInt(`0x${random.toString('hex')}`)
  let code = ''
  for (let index = 0; index < 16; index++) {
    code = `${ALPHABET[Number(bits & 31n)]}${code}`
    bits >>= 5n
  }
  return `AN-${code.match(/.{4}/g)?.join('-')}`
}

/** As people type it: any case, with or without dashes and spaces, O for 0, I and L for 1. Null when it is no code. */
export function normaliseReceipt(typed: string): string | null {
  const compact = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  const body = compact.startsWith('AN') ? compact.slice(2) : compact
  const match = PLAIN.exec(`AN${body.replaceAll('O', '0').replace(/[IL]/g, '1')}`)
  return match ? `AN${match[1]}` : null
}

/** For deciding what must not be kept: a message that seems to hold a code, also a mistyped one. */
export function mayHoldReceipt(text: string): boolean {
  const plain = text.normalize('NFKC')
  if (LOOKS_LIKE.test(plain)) return true
  const asked = plain.replace(LOOK_UP, '')
  return asked.length <= 40 && normaliseReceipt(asked) !== null
}
