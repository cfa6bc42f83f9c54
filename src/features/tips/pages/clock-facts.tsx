import { Badge } from '../../../console/components/parts.js'
import { EndTime, Time } from '../../../console/time.js'
import { clockName } from '../../deadlines/clock-names.js'
import { dueState, dueWords } from '../due.js'
import type { TipClock } from '../tip-view.js'

/** Both ends of a term, its extension, its breach and how it ended, in a line of a sheet of paper. */
export function ClockOnPaper({ clock, now }: { clock: TipClock; now: Date }) {
  const { dueAt, dueAtWorking, stoppedAt, extensions, unitName } = clock
  return (
    <>
      Theo lịch <EndTime at={dueAt} />
      {dueAtWorking.getTime() !== dueAt.getTime() && (
        <>
          ; đã dời qua ngày nghỉ <EndTime at={dueAtWorking} />
        </>
      )}
      {extensions > 0 && `; đã gia hạn ${extensions} lần`}
      {unitName && `; của ${unitName}`}
      {stoppedAt && (
        <>
          ; xong lúc <Time at={stoppedAt} />
        </>
      )}
      {wasLate(clock, now) && '; trễ hạn'}.
    </>
  )
}

/** A breach stays one, also after the work was done. */
function wasLate({ breachedAt, dueAt, stoppedAt }: TipClock, now: Date): boolean {
  return breachedAt !== null || dueAt <= (stoppedAt ?? now)
}

/** One term: whose it is, how it stands, and both its ends. */
export function ClockFacts({ clock, now }: { clock: TipClock; now: Date }) {
  const isMoved = clock.dueAtWorking.getTime() !== clock.dueAt.getTime()
  return (
    <div class="clock">
      <div class="clock-head">
        <strong>{clockName(clock.kind)}</strong> <ClockState clock={clock} now={now} />
      </div>
      {clock.unitName && <div class="sub">Của {clock.unitName}</div>}
      {clock.extensions > 0 && <div class="sub">Đã gia hạn {clock.extensions} lần</div>}
      <div>
        Hạn theo lịch: <EndTime at={clock.dueAt} />
      </div>
      {isMoved && (
        <div class="sub">
          Hạn đã dời qua ngày nghỉ: <EndTime at={clock.dueAtWorking} />
        </div>
      )}
      {clock.stoppedAt && (
        <div class="sub">
          Xong lúc <Time at={clock.stoppedAt} />
        </div>
      )}
    </div>
  )
}

function ClockState({ clock, now }: { clock: TipClock; now: Date }) {
  const isLate = wasLate(clock, now)
  if (clock.stoppedAt)
    return isLate ? <Badge tone="bad">Đã xong, trễ hạn</Badge> : <Badge tone="good">Đã xong, đúng hạn</Badge>
  const state = dueState(clock.dueAt, now)
  return (
    <>
      <Badge tone={state === 'overdue' ? 'bad' : state === 'soon' ? 'warn' : 'neutral'}>
        {dueWords(clock.dueAt, now)}
      </Badge>
      {isLate && state !== 'overdue' && <Badge tone="bad">Đã từng trễ hạn</Badge>}
    </>
  )
}
