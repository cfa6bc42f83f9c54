import { Card } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import { eventWords, type TipWords } from '../tip-words.js'
import type { TipView } from '../tip-view.js'

/** Everything that happened to the tip, newest first: who, when, from where to where, why. */
export function Timeline({ tip, words }: { tip: TipView; words: TipWords }) {
  return (
    <Card title="Quá trình xử lý">
      <ol class="timeline">
        {tip.events.toReversed().map((event) => {
          const { what, by, reason } = eventWords(event, words)
          return (
            <li class={event.type === 'breached' ? 'is-bad' : ''}>
              <div class="timeline-what">{what}</div>
              <div class="sub">
                {by} · <Time at={event.at} />
              </div>
              {reason && <div class="pre-line timeline-reason">Lý do: {reason}</div>}
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
