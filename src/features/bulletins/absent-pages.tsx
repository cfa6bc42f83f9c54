import { toVietnameseDate } from './chat-text.js'
import { Frame } from './public-frame.js'
import type { Named, Withdrawn } from './public-queries.js'

export function NoSuchBulletin({ base }: { base: string }) {
  return (
    <Frame base={base} path="/tin" title="Không có bản tin này" description="Bản tin không còn hoặc địa chỉ bị gõ sai.">
      <h1>Không có bản tin này</h1>
      <p>
        Bản tin không còn, hoặc địa chỉ bị gõ sai. <a href="/tin">Xem các bản tin khác</a>
      </p>
    </Frame>
  )
}

/** `others`: to read where no correction stands in its place. */
export function WithdrawnPage({
  base,
  bulletin,
  others,
}: {
  base: string
  bulletin: Withdrawn
  others: readonly Named[]
}) {
  const { slug, title, because, withdrawn, insteadOf } = bulletin
  return (
    <Frame base={base} path={`/tin/${slug}`} title="Bản tin đã được rút lại" description={because}>
      <h1>Bản tin đã được rút lại</h1>
      <p class="stale">
        “{title}” đã được rút lại ngày {toVietnameseDate(withdrawn)}. Lý do: {because}
      </p>
      <p>Xin đừng chia sẻ tiếp nội dung cũ. Bạn nên đọc:</p>
      <ul>
        {(insteadOf ? [insteadOf] : others).map((named) => (
          <li>
            <LinkTo named={named} />
          </li>
        ))}
        <li>
          <a href="/tin">Mọi bản tin</a>
        </li>
      </ul>
    </Frame>
  )
}

export function LinkTo({ named }: { named: Named }) {
  return <a href={`/tin/${named.slug}`}>{named.title}</a>
}
