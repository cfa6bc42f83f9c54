import type { Line } from './line.js'

type Props = { line: Line; isOpen: boolean; sessionTag: string; newId: () => string }

/** The script draws lines in the same form (assets/lines.js). Text is text: nothing in it becomes markup or a link. */
export function ChatLine({ line, isOpen, sessionTag, newId }: Props) {
  return (
    <div class={`line from-${line.from}`} data-secret={line.secretId ?? undefined}>
      <p class="bubble">
        <span class="who">{line.from === 'bot' ? 'An Ninh: ' : 'Bạn: '}</span>
        {line.text}
      </p>
      {line.picture && <img class="picture" src={line.picture.src} alt={line.picture.alt} loading="lazy" />}
      <p class="meta">
        <time datetime={line.at}>{line.time}</time>
        {line.from === 'citizen' && ' · đã gửi'}
      </p>
      {isOpen && line.choices.length > 0 && <Choices line={line} sessionTag={sessionTag} id={newId()} />}
    </div>
  )
}

function Choices({ line, sessionTag, id }: { line: Line; sessionTag: string; id: string }) {
  return (
    <form class="choices" method="post" action="/chat/messages" aria-label="Các lựa chọn">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="session" value={sessionTag} />
      <input type="hidden" name="waitId" value={line.waitId ?? ''} />
      {line.choices.map(({ value, number, label }) => (
        <button type="submit" name="value" value={value}>
          {number > 0 && <span class="number">{number}</span>} {label}
        </button>
      ))}
    </form>
  )
}
