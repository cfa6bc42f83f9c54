import type { ConsoleContext, Edge } from '../../../console/edge.js'
import type { Tx } from '../../../platform/db.js'
import { AppError } from '../../../platform/errors.js'
import { asOfficer } from '../../officers/as-officer.js'
import type { Catalogue } from '../categories.js'
import type { Phrases } from '../phrases.js'
import { readTipNumber } from '../read-tips.js'
import type { TipWords } from '../tip-words.js'

/** What the tips' pages share. `wake` tells the workers, after the commit, that there is something to carry. */
export type TipKit = { edge: Edge; catalogue: Catalogue; phrases: Phrases; words: TipWords; wake: () => void }

/** P10: everything that a page reads or does runs under the officer's own role. */
export function inOfficersRole<T>(c: ConsoleContext, { edge }: TipKit, work: (tx: Tx) => Promise<T>): Promise<T> {
  return edge.db.transaction().execute((tx) => asOfficer(tx, c.var.officer, work))
}

export function numberParam(c: ConsoleContext): string {
  return readTipNumber(c.req.param('number') ?? '')
}

export function tipPath(number: string, rest = ''): string {
  return `/console/tips/${number}${rest}`
}

export type Acted = { kind: 'done' } | { kind: 'refused'; error: AppError } | { kind: 'invalid'; error: AppError }

/**
 * An act on a tip. What the page answers itself comes back as a value: who was faster (or that there is no such tip
 * here any more), and what was wrong. So nothing that was typed is lost.
 */
export async function actOn(c: ConsoleContext, kit: TipKit, work: (tx: Tx) => Promise<unknown>): Promise<Acted> {
  try {
    await inOfficersRole(c, kit, work)
  } catch (error) {
    if (error instanceof AppError && ['conflict', 'not_found'].includes(error.code)) return { kind: 'refused', error }
    if (error instanceof AppError && error.code === 'invalid') return { kind: 'invalid', error }
    throw error
  }
  kit.wake()
  return { kind: 'done' }
}
