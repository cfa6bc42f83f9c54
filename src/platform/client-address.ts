import type { Context } from 'hono'
import { z } from 'zod'

const Bindings = z.object({ incoming: z.object({ socket: z.object({ remoteAddress: z.string() }) }) })
const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** Who is calling. A proxy on this machine is believed about whom it speaks for; anybody else may make it up. */
export function clientAddress(c: Context): string {
  const bindings = Bindings.safeParse(c.env)
  const peer = bindings.data?.incoming.socket.remoteAddress ?? 'unknown'
  if (!LOOPBACK.includes(peer)) return peer
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return forwarded || peer
}
