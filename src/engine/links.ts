import { parse } from 'tldts'

/** Pages that the bot may name as they are. Everything else that a chat app would make a link of is broken up. */
export const OFFICIAL_DOMAINS: readonly string[] = ['dichvucong.gov.vn']

const LETTER = '[\\p{L}\\p{M}\\p{N}_-]'
/** But for those that stand apart already. */
const DOTS = /(?<!\[(?=.\]))[.。．｡]/g
const SCHEME = /([a-z][a-z0-9+-]{1,20}):\/\/(?=([^\s/?#]*))/gi
/** There everything is an address, whatever its ending. */
const BEHIND_SCHEME = /\/\/[^\s/?#]*$/
/** Most texts are left at a glance. */
const MAYBE_LINK = new RegExp(`://|[.。．｡]${LETTER}`, 'u')
const WITH_DOTS = new RegExp(`(?<!${LETTER})${LETTER}+(?:[.。．｡]${LETTER}+)+(?=([/:][^\\s])?)`, 'gu')

/**
 * P8: what a citizen tells of a scammer is shown back, but never as something to tap. Broken up in the way that is
 * usual for it: hxxps://ten[.]com. E-mail addresses and @names lead to no page by themselves; of the first the
 * domain is broken up all the same.
 */
export function withoutLinks(text: string): string {
  if (!MAYBE_LINK.test(text)) return text
  const plain = text.replace(SCHEME, withoutScheme)
  return plain.replace(WITH_DOTS, (host: string, behind: string | undefined, at: number) => {
    const isHost = isAddress(host, behind !== undefined) || BEHIND_SCHEME.test(plain.slice(Math.max(0, at - 300), at))
    return isHost && !isOfficial(host) ? host.replace(DOTS, '[.]') : host
  })
}

function withoutScheme(whole: string, scheme: string, authority: string): string {
  if (isOfficial(authority)) return whole
  return /^h(?:tt|xx)ps?$/i.test(scheme) ? `${scheme.replace(/tt/i, 'xx')}://` : `${scheme}[:]//`
}

function isOfficial(host: string): boolean {
  return OFFICIAL_DOMAINS.includes(host.toLowerCase())
}

/** An ending of the Internet's list anywhere behind the first dot: "ten.com.Tôi" is a link to some apps. */
function isAddress(host: string, hasPath: boolean): boolean {
  const [, ...endings] = host.split(DOTS)
  if (endings.some((ending) => parse(`x.${ending}`).isIcann)) return true
  if (/^www\./i.test(host)) return true
  return hasPath && (isIpAddress(host) || /^[\w.-]*[a-z][\w-]*$/i.test(host))
}

/** Without a port or a path four short numbers are more often an amount. */
function isIpAddress(host: string): boolean {
  return parse(host).isIp === true
}
