import type { Json } from '../../engine/message.js'
import type { Circumstances } from './urgency.js'

const DAY_MS = 24 * 60 * 60 * 1000
const YES = 'Có'
/** Kinds of false alarm that people act on at once: flood, dam, storm, fire, epidemic, a missing child. */
const EMERGENCY = /(?<!\p{L})(?:lũ|đập|bão|cháy|dịch|mất tích)(?!\p{L})/iu

type Answers = {
  danger: boolean
  moneyMovingNow: boolean
  evidence: { readonly [key: string]: Json }
  happenedAt?: Json | undefined
  loss?: Json | undefined
}

/** What raises a tip's urgency, read from the answers. Money that left in the last 24 hours may still be stopped. */
export function circumstancesOf(answers: Answers, now: Date): Circumstances {
  const { danger, moneyMovingNow, evidence } = answers
  const isYes = (key: string) => evidence[key] === YES
  const dangerType = evidence['dangerType']
  return {
    danger,
    moneyMovingNow: moneyMovingNow || isRecent(moneyLeftAt(answers), now),
    contactNow: isYes('stillInContact'),
    appInstalled: isYes('appInstalled') || isYes('installedOrTyped'),
    minor: isYes('victimUnder18'),
    selfHarm: isYes('selfHarm'),
    threatened: isYes('threatened'),
    emergency: typeof dangerType === 'string' && EMERGENCY.test(dangerType.normalize('NFC')),
  }
}

/** Who skipped when the money was sent, but lost some, lost it when it happened. */
function moneyLeftAt({ evidence, happenedAt, loss }: Answers): Json | undefined {
  return evidence['transferredAt'] ?? (hasLoss(loss) ? happenedAt : undefined)
}

function hasLoss(loss: Json | undefined): boolean {
  const amount = fieldOf(loss, 'amount')
  return typeof amount === 'number' && amount > 0
}

/** A day without an hour counts from its end, in Vietnam: a late call to the bank costs more than an early one. */
function isRecent(answer: Json | undefined, now: Date): boolean {
  const date = fieldOf(answer, 'date')
  if (typeof date !== 'string') return false
  const time = fieldOf(answer, 'time')
  const at =
    typeof time === 'string' ? Date.parse(`${date}T${time}:00+07:00`) : Date.parse(`${date}T00:00:00+07:00`) + DAY_MS
  return Number.isFinite(at) && now.getTime() - at < DAY_MS
}

function fieldOf(value: Json | undefined, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined
}
