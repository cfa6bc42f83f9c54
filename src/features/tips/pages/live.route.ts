import { getCookie } from 'hono/cookie'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { sql } from 'kysely'
import type { ConsoleContext } from '../../../console/edge.js'
import { type FindSession, SESSION_COOKIE } from '../../../console/session-guard.js'
import type { Signals } from '../../../platform/signals.js'
import { inOfficersRole, type TipKit } from './kit.js'

export type LiveParts = { signals: Signals; findSession: FindSession; settleMs?: number; pulseMs?: number }

const SETTLE_MS = 500
const PULSE_MS = 25_000

/** Tells an open page that something in the officer's sight changed, and nothing else: the page asks for the rest. */
export function streamChanges(c: ConsoleContext, kit: TipKit, parts: LiveParts): Response {
  const token = getCookie(c, SESSION_COOKIE) ?? ''
  c.header('x-accel-buffering', 'no')
  const follow = async (stream: SSEStreamingApi) => {
    const changes = collectChanges(parts)
    stream.onAbort(changes.stop)
    try {
      await stream.writeSSE({ event: 'ready', data: '' })
      while (!stream.aborted) {
        const units = await changes.next(parts.pulseMs ?? PULSE_MS)
        if (stream.aborted || !(await parts.findSession(token, false))) break
        if (units.length === 0) await stream.write(': still here\n\n')
        else if (await seesAny(c, kit, units)) await stream.writeSSE({ event: 'changed', data: '' })
      }
    } finally {
      changes.stop()
    }
  }
  // The page asks for a new stream when this one ends.
  return streamSSE(c, follow, async (err) => kit.edge.deps.log.warn({ err }, 'a live page lost its stream'))
}

type Changes = { next(waitMs: number): Promise<string[]>; stop(): void }

/** Units whose queue changed, gathered until a moment has passed, so that a flood of tips is one reload. */
function collectChanges({ signals, settleMs = SETTLE_MS }: LiveParts): Changes {
  const units = new Set<string>()
  let wake: (() => void) | undefined
  const off = signals.on('tip', (unitId) => {
    units.add(unitId)
    wake?.()
  })
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  return {
    async next(waitMs) {
      if (units.size === 0) await pause(waitMs)
      if (units.size > 0) await new Promise((resolve) => setTimeout(resolve, settleMs))
      const gathered = [...units].filter((unit) => /^\d{1,18}$/.test(unit))
      units.clear()
      return gathered
    },
    stop() {
      off()
      wake?.()
    },
  }
}

/** A tip that has just left the officer's units is a change there too. */
function seesAny(c: ConsoleContext, kit: TipKit, units: readonly string[]): Promise<boolean> {
  return inOfficersRole(c, kit, async (tx) => {
    const changed = sql`array[${sql.join(units)}]::bigint[]`
    const { rows } = await sql<{ isSeen: boolean }>`
      select anninh_tip_units() && ${changed} or exists (select from tip where unit_id = any (${changed})) as is_seen`.execute(
      tx,
    )
    return rows[0]?.isSeen ?? false
  })
}
