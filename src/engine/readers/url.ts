import { parse } from 'tldts'

/**
 * `value` has no scheme and no "www.": what it is searched by. `host` is as a browser would ask for it (punycode).
 * `isSpaced`: a space stands beside a dot ("vcbpay. com", "vcbpay . com"): it may be the end of a sentence as well, or
 * words before it may belong to the name.
 */
export type Url = { value: string; raw: string; host: string; domain: string; isPunycode: boolean; isSpaced?: true }
export type UrlReading = ({ kind: 'url' } & Url) | { kind: 'ask'; candidates: Url[] } | { kind: 'none' }
export type UrlFound = Url & { index: number }

/** The first web address of an answer; an unsure one is asked about. Nothing is fetched. Reads 5,000 characters. */
export function readUrl(text: string): UrlReading {
  const [found] = findUrls(text.slice(0, 5000), 1)
  if (!found) return { kind: 'none' }
  const { index: _, ...url } = found
  return url.isSpaced ? { kind: 'ask', candidates: [url] } : { kind: 'url', ...url }
}

/** Every web address, also without a scheme and in the broken forms that avoid filters ("hxxp", "[.]", " dot "). */
export function findUrls(text: string, max = 100): UrlFound[] {
  const found: UrlFound[] = []
  for (const { 0: raw, index } of text.matchAll(WRITTEN)) {
    if (found.length >= max) break
    const trimmed = raw.replace(/[.,;:!?)\]}"'”’»…>]+$/u, '')
    const url = urlOf(trimmed)
    if (url) found.push({ ...url, raw: trimmed, index })
  }
  return found
}

const LABEL = '[\\p{L}\\p{M}\\p{N}](?:[\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}])?'
const DOT = '(?:[.。]|\\s?[\\[({]\\s?(?:\\.|dot|chấm)\\s?[\\])}]\\s?|\\s(?:dot|chấm)\\s)'
/** "a . b . com": up to an ending that such addresses have, each dot has its space. */
const SPACED_END = '(?:com|vn|net|org|xyz|top|vip)\\b'
const DOTTED_END = `(?=(?:[a-z\\d-]{1,63}\\s\\.\\s?){0,3}${SPACED_END})`
/** Without a space before it: behind five Latin letters, digits or hyphens, and before an ending that is no word. */
const SPACED_DOT = `(?:(?<=[a-z\\d-]{5})\\.\\s(?=(?:com|net|org|xyz)(?![\\p{L}\\p{N}]))|\\s\\.\\s?${DOTTED_END})`
/** "a - b . com" */
const SPACED_DASH = `(?:\\s-\\s?|-\\s)(?=[a-z\\d-]{1,63}\\s\\.\\s?${SPACED_END})`
const SCHEME = 'h(?:tt|xx)ps?\\s?:\\s?//\\s?'
/** A list without spaces is several addresses: "https://a.example,https://b.example". */
const REST = `(?:(?![,;|]${SCHEME})[^\\s<>"])`
const NAME = `${LABEL}(?:(?:${DOT}|${SPACED_DOT}|${SPACED_DASH})${LABEL}){1,8}(?::\\d{2,5})?(?![\\p{L}\\p{N}@])`
const WRITTEN = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}@._-])(?:(?:${SCHEME}(?![^\\s<>",;/?#]{1,255}@))?${NAME}(?:[/?#]${REST}{0,2000})?|${SCHEME}[^\\s<>",;/?#]{3,255}(?:[/?#]${REST}{0,2000})?)`,
  'giu',
)
const ANY_DOT = new RegExp(`${SPACED_DOT}|${DOT}`, 'giu')
const ANY_SPACED_DASH = new RegExp(SPACED_DASH, 'giu')
const ANY_SPACED_DOT = new RegExp(SPACED_DOT, 'iu')
const ANY_SCHEME = new RegExp(`^${SCHEME}`, 'i')

/** Endings that are also Vietnamese words or common file names: "xong.la" is two sentences, not an address. */
const DOUBTFUL = new Set(
  'co to la me in im ca so do ai an be ba bo cu de di ga gi ma mo my na no nu om pa py qa re sa se so su ta te ti tin tu va vi zip mov sh md rs pl'.split(
    ' ',
  ),
)

/** "1.2.3.4/login": no date or number has words behind it. */
const IP_PATH = /^\/[a-z]{3}/i

function urlOf(raw: string): Url | undefined {
  const scheme = ANY_SCHEME.exec(raw)?.[0]
  const rest = (scheme ? raw.slice(scheme.length) : raw).normalize('NFKC').replace(/\p{Cf}/gu, '')
  const [, written = '', path = ''] = /^([^/?#]*)(.*)$/su.exec(rest) ?? []
  const address = parseAddress(`http://${written.replace(ANY_SPACED_DASH, '-').replace(ANY_DOT, '.')}${path}`)
  if (!address) return undefined
  const { hostname, domain, isIcann, isIp, publicSuffix } = parse(address.hostname)
  if (!hostname || (!isIp && (!domain || !isIcann))) return undefined
  if (!scheme && (isIp ? !IP_PATH.test(path) : !isSurely(written, publicSuffix ?? '', path))) return undefined
  const tail = `${address.pathname}${address.search}${address.hash}`.replace(/^\/$/, '')
  const value = `${address.host.replace(/^www\./, '')}${tail}`
  const isSpaced = !scheme && ANY_SPACED_DOT.test(written)
  const url = { value, raw, host: hostname, domain: domain ?? hostname, isPunycode: hostname.includes('xn--') }
  return { ...url, ...(isSpaced && { isSpaced }) }
}

function isSurely(written: string, suffix: string, path: string): boolean {
  if (path.length > 1) return true
  const isAllDigits = /^[\d.]+$/.test(written)
  const isDoubtful = DOUBTFUL.has(suffix) && !/[\d-]|\..*\./.test(written)
  return !isAllDigits && !isDoubtful
}

function parseAddress(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
