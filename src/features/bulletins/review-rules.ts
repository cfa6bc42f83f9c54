import type { Role } from '../../platform/officer.js'

/** Approved emergency bulletins of a unit on one Vietnamese day: who is woken too often stops listening. */
export const MAX_EMERGENCIES_A_DAY = 2

/** Who may work on bulletins at all; an auditor only reads. */
export const WRITER_ROLES: readonly Role[] = ['comms', 'lead']

export type State = 'draft' | 'review' | 'approved' | 'published' | 'withdrawn'
export type Act = 'edit' | 'ask_review' | 'review' | 'publish' | 'send' | 'correct' | 'withdraw'

/** `isPublic`: some version of it is read by everybody. */
export function actsFor({ state, isPublic }: { state: State; isPublic: boolean }): Act[] {
  const correct: Act[] = isPublic ? ['correct'] : []
  switch (state) {
    case 'draft':
      return ['edit', 'ask_review', ...correct, 'withdraw']
    case 'review':
      return ['edit', 'review', ...correct, 'withdraw']
    case 'approved':
      return ['edit', 'publish', 'send', ...correct, 'withdraw']
    case 'published':
      return ['edit', 'send', ...correct, 'withdraw']
    case 'withdrawn':
      return correct
  }
}

export type Review = {
  officer: { id: string; role: Role }
  isEmergency: boolean
  /** Who wrote what since the last approval. */
  writers: readonly (string | null)[]
  sources: number
  emergenciesToday: number
}

export type Verdict =
  | { kind: 'may_approve' }
  | { kind: 'own_words' }
  | { kind: 'lead_only' }
  | { kind: 'source_missing' }
  | { kind: 'too_many_emergencies' }

/** Nobody approves what they wrote any part of. What wakes people at night takes a lead, a source and a count. */
export function judgeApproval(review: Review): Verdict {
  if (review.writers.includes(review.officer.id)) return { kind: 'own_words' }
  if (!review.isEmergency) return { kind: 'may_approve' }
  if (review.officer.role !== 'lead') return { kind: 'lead_only' }
  if (review.sources === 0) return { kind: 'source_missing' }
  return review.emergenciesToday >= MAX_EMERGENCIES_A_DAY ? { kind: 'too_many_emergencies' } : { kind: 'may_approve' }
}

/** Areas that a text names and that its writer may not publish in. `kept`: what it named when it came as a file. */
export function findForeignAreas(areas: readonly string[], own: readonly string[], kept: readonly string[]): string[] {
  const allowed = new Set([...own, ...kept])
  return areas.filter((area) => !allowed.has(area))
}

/** The beginning of the Vietnamese day, which has been seven hours ahead of UTC since 1975. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`)
}
