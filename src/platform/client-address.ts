import { BlockList, isIP } from 'node:net'
import type { Context, MiddlewareHandler } from 'hono'
import { z } from 'zod'

const Bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) })
const KEY = 'clientAddress'

/**
 * Notes who is calling. A proxy on this machine, or at one of `trusted` (addresses or networks such as
 * 172.16.0.0/12), is believed about whom it speaks for; anybody else may make it up.
 */
export function noteClient(trusted: readonly string[]): MiddlewareHandler {
  const proxies = listProxies(trusted)
  return async (c, next) => {
    const peer = peerAddress(c)
    const forwarded = holds(proxies, peer) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    c.set(KEY, forwarded || peer)
    await next()
  }
}

/** The address that `noteClient` found. */
function clientAddress(c: Context): string {
  const noted: unknown = c.get(KEY)
  return typeof noted === 'string' ? noted : peerAddress(c)
}

/** The caller's network, for counting: whoever has one IPv6 address has all that begin like it (a /64). */
export function clientNetwork(c: Context): string {
  return networkOf(clientAddress(c))
}

export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIP(plain) !== 6) return plain
  // A URL writes every address in one way, with at most one gap.
  const [head = '', tail = ''] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  const gap = 8 - groups(head).length - groups(tail).length
  const whole = [...groups(head), ...Array<string>(gap).fill('0'), ...groups(tail)]
  return `${whole.slice(0, 4).join(':')}::/64`
}

/** True for a program on this machine that speaks for itself. */
export function isLocalCaller(c: Context): boolean {
  return holds(listProxies([]), peerAddress(c)) && c.req.header('x-forwarded-for') === undefined
}

function peerAddress(c: Context): string {
  const bindings = Bindings.safeParse(c.env)
  return (bindings.data?.incoming.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
}

function listProxies(trusted: readonly string[]): BlockList {
  const list = new BlockList()
  list.addAddress('::1', 'ipv6')
  list.addSubnet('127.0.0.0', 8, 'ipv4')
  for (const entry of trusted) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function holds(list: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
