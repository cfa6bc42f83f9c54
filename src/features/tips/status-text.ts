import { OUTCOME_CODES } from './outcomes.js'
import { type Phrases, TIP_STATUSES } from './phrases.js'

/** What TRA CUU tells: the status in a fixed sentence, and the outcome's own once there is one. */
export function statusText(
  phrases: Phrases,
  tip: { status: string; outcomeCode: string | null },
  lang: 'vi' | 'en',
): string {
  const status = TIP_STATUSES.find((known) => known === tip.status)
  const outcome = OUTCOME_CODES.find((known) => known === tip.outcomeCode)
  const sentences = [status && phrases.statuses[status][lang], outcome && phrases.outcomes[outcome].citizen[lang]]
  return sentences.filter((sentence) => sentence !== undefined).join('\n')
}
