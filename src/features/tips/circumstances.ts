import type { Json } from '../../engine/message.js'
import type { Circumstances } from './urgency.js'

const DAY_MS = 24 * 60 * 60 * 1000
const YES = 'Có'

type Answers = { danger: boolean; moneyMovingNow: boolean; evidence: { readonly [key: string]: Json } }

/** What raises a tip's urgency, read from the answers. Money that left in the last 24 hours may still be stopped. */
export function circumstancesOf({ danger, moneyMovingNow, evidence }: Answers, now: Date): Circumstances {
  const isYes = (key: string) => evidence[key] === YES
  return {
    danger,
    moneyMovingNow: moneyMovingNow || isRecent(evidence['transferredAt'], now),
    contactNow: isYes('stillInContact'),
    appInstalled: isYes('appInstalled'),
    minor: isYes('victimUnder18'),
    selfHarm: isYes('selfHarm'),
    threatened: isYes('threatened'),
    emergency: typeof evidence['dangerType'] === 'string',
  }
}

/** A day without an hour counts from its beginning, in Vietnam. */
function isRecent(answer: Json | undefined, now: Date): boolean {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false
  const { date, time } = answer
  if (typeof date !== 'string') return false
  const at = Date.parse(`${date}T${typeof time === 'string' ? time : '00:00'}:00+07:00`)
  return Number.isFinite(at) && now.getTime() - at < DAY_MS
}
