import { Badge } from '../../../console/components/parts.js'
import { EndTime } from '../../../console/time.js'
import { dueState, dueWords } from '../due.js'
import type { Urgency } from '../routing-rules.js'
import { STATUSES, URGENCIES } from '../tip-words.js'

export function UrgencyTag({ urgency }: { urgency: string }) {
  const known = URGENCIES[urgency as Urgency]
  return <Badge tone={known?.tone ?? 'neutral'}>{known?.label ?? urgency}</Badge>
}

export function StatusTag({ status }: { status: string }) {
  const tone =
    status === 'new' ? 'warn' : status === 'closed' ? 'neutral' : status === 'waiting_reporter' ? 'info' : 'good'
  return <Badge tone={tone}>{STATUSES[status as keyof typeof STATUSES] ?? status}</Badge>
}

const TONES = { overdue: 'bad', soon: 'warn', later: 'neutral' } as const

/** How long there is left in words and colour, and the moment itself; also the moved end where it is another. */
export function Due({ at, moved = null, now }: { at: Date; moved?: Date | null; now: Date }) {
  return (
    <>
      <Badge tone={TONES[dueState(at, now)]}>{dueWords(at, now)}</Badge>
      <span class="sub">
        <EndTime at={at} />
      </span>
      {moved !== null && moved.getTime() !== at.getTime() && (
        <span class="sub">
          Đã dời: <EndTime at={moved} />
        </span>
      )}
    </>
  )
}
