import { BlockList, isIP } from 'node:net'
import type { Context } from 'hono'
import { z } from 'zod'

const Bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) })
const NEAR = new BlockList()
NEAR.addAddress('::1', 'ipv6')
NEAR.addSubnet('fc00::', 7, 'ipv6')
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  NEAR.addSubnet(net, bits, 'ipv4')
}

/**
 * Who is calling. A proxy on this machine or its private network (a container's gateway) is believed about whom it
 * speaks for; anybody else may make it up.
 */
export function clientAddress(c: Context): string {
  const bindings = Bindings.safeParse(c.env)
  const peer = (bindings.data?.incoming.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
  if (!isNear(peer)) return peer
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded || peer
}

function isNear(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && NEAR.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
