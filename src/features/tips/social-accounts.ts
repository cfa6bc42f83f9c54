import type { Url } from '../../engine/readers/url.js'
import type { Span } from './bank-accounts.js'

/** `value` is the account's or group's address in one form; `what` says in words what it is. */
export type SocialAccount = { value: string; what: string }
/** `isSure` is false for a bare "@name": nobody said of which network. */
export type HandleFound = Span & SocialAccount & { isSure: boolean }

/** An account or a group of a network that everybody knows, seen in an address; none where only the network is named. */
export function socialAccountOf({ value, host }: Url): SocialAccount | undefined {
  const network = NETWORKS.find(({ hosts }) => hosts.test(host))
  const [, rest = ''] = /^[^/]*\/(.+)$/s.exec(value) ?? []
  if (!network || rest === '') return undefined
  const path = withoutTracking(rest)
  const isGroup = network.groups.test(path)
  const what = `${isGroup ? 'Nhóm' : 'Tài khoản'} ${network.name}`
  return { value: `${network.host ?? host.replace(/^(?:www|m)\./, '')}/${network.pathOf(path, host)}`, what }
}

/** "telegram: @ten", "fb: nguyen.van.a", "tele ten_99": names without an address, in a text with its case. */
export function findHandles(text: string, max: number): HandleFound[] {
  const found: HandleFound[] = []
  for (const match of text.matchAll(HANDLE)) {
    if (found.length >= max) break
    const handle = handleOf(match.groups ?? {})
    if (handle) found.push({ ...handle, start: match.index, end: match.index + match[0].length })
  }
  return found
}

type Network = {
  name: string
  hosts: RegExp
  groups: RegExp
  /** All its hosts are one. */
  host?: string
  pathOf(path: string, host: string): string
}

const NONE = /(?!)/
const NETWORKS: readonly Network[] = [
  {
    name: 'Facebook',
    host: 'facebook.com',
    hosts: /(?:^|\.)(?:facebook\.com|fb\.com|fb\.me|messenger\.com|m\.me)$/,
    groups: /^groups\//i,
    pathOf: (path, host) => lowerName(/messenger\.com$/.test(host) ? path.replace(/^t\//, '') : path),
  },
  { name: 'Facebook', hosts: /(?:^|\.)fb\.watch$/, groups: NONE, pathOf: asItIs },
  { name: 'Zalo', host: 'zalo.me', hosts: /(?:^|\.)(?:zalo\.me|zaloapp\.com)$/, groups: /^g\//i, pathOf: zaloPath },
  {
    name: 'Telegram',
    host: 't.me',
    hosts: /(?:^|\.)(?:t\.me|telegram\.me|telegram\.org)$/,
    groups: /^(?:\+|joinchat\/)/i,
    pathOf: (path) =>
      lowerName(
        path
          .replace(/^joinchat\//i, '+')
          .replace(/^s\//, '')
          .replace(/\?.*$/s, ''),
      ),
  },
  { name: 'TikTok', hosts: /(?:^|\.)tiktok\.com$/, groups: NONE, pathOf: lowerName },
  { name: 'YouTube', hosts: /(?:^|\.)(?:youtube\.com|youtu\.be)$/, groups: NONE, pathOf: asItIs },
  { name: 'Instagram', host: 'instagram.com', hosts: /(?:^|\.)instagram\.com$/, groups: NONE, pathOf: lowerName },
  { name: 'X', hosts: /(?:^|\.)(?:x\.com|twitter\.com)$/, groups: NONE, pathOf: lowerName },
  {
    name: 'ứng dụng nhắn tin',
    hosts: /(?:^|\.)(?:viber\.com|whatsapp\.com|wa\.me|discord\.gg|discord\.com)$/,
    groups: /^(?:invite\/|g\/)/i,
    pathOf: asItIs,
  },
]

/** What apps add when something is shared; it says who shared it, not what. */
const TRACKING =
  /^(?:fbclid|mibextid|igshi?d?|utm_\w+|_rdr|ref|refsrc|hc_ref|__\w+.*|locale|eid|rdid|share_\w+|is_from_webapp|is_copy_url|sender_\w+|si|_[rt]|gclid)(?:=|$)/i

function withoutTracking(rest: string): string {
  const [path = '', query = ''] = rest.replace(/#.*$/s, '').split('?', 2)
  const kept = query.split('&').filter((part) => part !== '' && !TRACKING.test(part))
  return `${path.replace(/\/+$/, '')}${kept.length > 0 ? `?${kept.join('&')}` : ''}`
}

/** Names are the same in capitals; what follows them (posts, invitations) is not. */
function lowerName(path: string): string {
  const [name = ''] = /^[^/?]*/.exec(path) ?? []
  return name.startsWith('+') ? path : name.toLowerCase() + path.slice(name.length)
}

function asItIs(path: string): string {
  return path
}

function zaloPath(path: string): string {
  return path.replace(/^(?:\+?84)(?=\d{9}$)/, '0')
}

const HANDLE =
  /(?<![\p{L}\p{N}_@./])(?:(?<network>telegram|tele|tiktok|tik tok|instagram|insta|ig|facebook|fb)(?:(?:[ :]| ?: ?| (?:id|nick|acc|user|username|link):? )@(?<sure>[a-z\d_.]{3,50})|(?: ?: ?| (?:id|nick|acc|user|username):? | )(?<name>[a-z\d_.]{5,50})(?![\p{L}\p{N}@/]))|@(?<bare>[a-z\d_.]{4,32})(?![\p{L}\p{N}@]))/giu

const HOSTS: readonly [begins: RegExp, host: string, name: string][] = [
  [/^tele/i, 't.me/', 'Telegram'],
  [/^tik/i, 'tiktok.com/@', 'TikTok'],
  [/^i/i, 'instagram.com/', 'Instagram'],
  [/^f/i, 'facebook.com/', 'Facebook'],
]

function handleOf(groups: { [name: string]: string | undefined }): (SocialAccount & { isSure: boolean }) | undefined {
  const { network = '', sure, bare } = groups
  const name = (sure ?? groups['name'] ?? bare ?? '').replace(/\.+$/, '').toLowerCase()
  if (bare !== undefined) {
    return /[a-z]/.test(name) ? { value: `@${name}`, what: 'Tên tài khoản', isSure: false } : undefined
  }
  const [, host = '', label = ''] = HOSTS.find(([begins]) => begins.test(network)) ?? []
  const what = `Tài khoản ${label}`
  if (/^\d+$/.test(name)) {
    const isProfile = label === 'Facebook' && /^\d{14,17}$/.test(name)
    return isProfile ? { value: `${host}profile.php?id=${name}`, what, isSure: true } : undefined
  }
  // Without the sign a plain word is rather a word: "fb nguyen", "tele nhé".
  if (sure === undefined && !/[\d_]|[a-z]\.[a-z]/.test(name)) return undefined
  return { value: host + name, what, isSure: true }
}
