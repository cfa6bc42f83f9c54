import type { Role } from '../../platform/officer.js'

/** Who may work on quizzes at all; an auditor only reads. */
export const WRITER_ROLES: readonly Role[] = ['comms', 'lead']

export type State = 'draft' | 'review' | 'published' | 'withdrawn'
export type Act = 'edit' | 'ask_review' | 'review' | 'withdraw'

export function actsFor(state: State): Act[] {
  switch (state) {
    case 'draft':
      return ['edit', 'ask_review', 'withdraw']
    case 'review':
      return ['edit', 'review', 'withdraw']
    case 'published':
      return ['edit', 'withdraw']
    case 'withdrawn':
      return ['edit']
  }
}

type Version = { number: number; writtenBy: string | null; approvedAt: Date | null }

/** Nobody approves what they wrote any part of, counted from the last approval. */
export function mayApprove(officerId: string, versions: readonly Version[]): boolean {
  const last = Math.max(0, ...versions.filter(({ approvedAt }) => approvedAt !== null).map(({ number }) => number))
  return !versions.some(({ number, writtenBy }) => number > last && writtenBy === officerId)
}
