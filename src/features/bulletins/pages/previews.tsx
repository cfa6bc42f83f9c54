import { raw } from 'hono/html'
import type { Outgoing } from '../../../engine/message.js'
import type { BulletinDraft } from '../bulletin.js'
import { bulletinMessage } from '../bulletin-message.js'
import { toVietnameseDate } from '../chat-text.js'
import { toHtml } from '../markdown.js'

/** Until it is sent nobody knows the sending's number. */
const SAMPLE_BROADCAST = '123'

export type Previewed = { id: string; slug: string; draft: BulletinDraft; unitName: string; today: string }
export type View = 'telegram' | 'text' | 'web' | 'print'

export const VIEWS: readonly { view: View; label: string; about: string }[] = [
  {
    view: 'telegram',
    label: 'Telegram',
    about: 'Ảnh ở trên, chữ và các nút ở dưới. Bài dài được tách thành nhiều tin.',
  },
  { view: 'text', label: 'Kênh chỉ có chữ', about: 'Không có nút: người nhận gõ từ khóa ghi ở cuối tin.' },
  { view: 'web', label: 'Trò chuyện trên web', about: 'Như trang trò chuyện của người dân.' },
  { view: 'print', label: 'Bản in', about: 'Để dán bảng tin. Bấm In, hoặc Ctrl+P.' },
]

export function Preview({ view, of, split }: { view: View; of: Previewed; split: (text: string) => string[] }) {
  const message = messageOf(of)
  switch (view) {
    case 'telegram':
      return <Bubbles message={message} texts={split(message.text)} hasButtons />
    case 'web':
      return <Bubbles message={message} texts={[message.text]} hasButtons />
    case 'text':
      return <Bubbles message={{ text: message.text }} texts={[message.text]} />
    case 'print':
      return <Sheet of={of} />
  }
}

function messageOf({ id, slug, draft }: Previewed): Outgoing {
  return bulletinMessage({ ...draft, slug }, { bulletinId: id, broadcastId: draft.quiz ? SAMPLE_BROADCAST : null })
}

function Bubbles({
  message,
  texts,
  hasButtons,
}: {
  message: Outgoing
  texts: readonly string[]
  hasButtons?: boolean
}) {
  return (
    <div class="phone">
      {message.picture && <ShownPicture picture={message.picture} />}
      {texts.map((text) => (
        <p class="phone-bubble">{text}</p>
      ))}
      {hasButtons && (
        <ul class="phone-buttons" aria-label="Các nút dưới tin">
          {(message.offers ?? []).map(({ label }) => (
            <li>{label}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Sheet({ of: { draft, unitName, today } }: { of: Previewed }) {
  const { title, summary, body, picture, sources, validUntil } = draft
  return (
    <article class="sheet">
      <p class="sheet-unit">{unitName}</p>
      <h2>{title}</h2>
      <p>
        <strong>{summary}</strong>
      </p>
      {picture && <ShownPicture picture={picture} />}
      <div class="sheet-body">{raw(toHtml(body))}</div>
      <p class="sheet-foot">
        Nguồn: {sources.map(({ publisher, date }) => `${publisher} (${toVietnameseDate(date)})`).join('; ')}. In ngày{' '}
        {toVietnameseDate(today)}.{validUntil && ` Có giá trị đến hết ngày ${toVietnameseDate(validUntil)}.`}
      </p>
    </article>
  )
}

function ShownPicture({ picture: { id, alt } }: { picture: { id: string; alt: string } }) {
  return <img class="bulletin-picture" src={`/console/bulletins/pictures/${id}`} alt={alt || 'Ảnh chưa có chữ mô tả'} />
}
