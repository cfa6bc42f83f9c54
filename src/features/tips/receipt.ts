const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PLAIN = /^AN([0-9A-HJKMNP-TV-Z]{16})$/
/** With its letters in front, or in four groups of which one at least is no mere number, as a card's are. */
const LOOKS_LIKE =
  /(?<![\p{L}\p{N}])(?:A\s?N[\s-]?(?:[0-9A-Z]{4}[\s-]?){3}[0-9A-Z]{1,4}|(?=[0-9-]*[A-Z])(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}(?![\p{L}\p{N}]))/iu
const EACH = new RegExp(LOOKS_LIKE, 'giu')
const HIDDEN = '(mã đã được ẩn)'
/** Around a code that somebody wants looked up: "mã của tôi là …", "… giúp tôi với". */
const MOST_WORDS_AROUND = 5

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

/**
 * What the flows may see of a message with a code in it. A look-up stays one, whatever few words stand around the
 * code; in anything longer the code is hidden, because the text becomes a tip or an answer that others read.
 */
export function hideReceipts(text: string): string {
  const plain = text.normalize('NFKC')
  const codes = plain.match(EACH) ?? []
  const [only] = codes
  if (only === undefined) return text
  const around =
    plain
      .replace(LOOK_UP, '')
      .replace(EACH, ' ')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  if (codes.length === 1 && around.length <= MOST_WORDS_AROUND) return LOOK_UP.test(plain) ? `TRA CUU ${only}` : only
  return plain.replace(EACH, HIDDEN)
}
