import { raw } from 'hono/html'
import { toVietnameseDate } from './chat-text.js'
import { toHtml } from './markdown.js'
import { Frame } from './public-frame.js'
import { LinkTo } from './absent-pages.js'
import type { ListedBulletin, PublicBulletin } from './public-queries.js'

type Archive = { base: string; bulletins: readonly ListedBulletin[]; page: number; hasMore: boolean }

export function ArchivePage({ base, bulletins, page, hasMore }: Archive) {
  return (
    <Frame
      base={base}
      path={page === 1 ? '/tin' : `/tin?trang=${page}`}
      title="Bản tin cảnh báo"
      description="Cảnh báo lừa đảo và hướng dẫn an toàn trên mạng."
    >
      <h1>Bản tin cảnh báo</h1>
      <p>Thủ đoạn đang gặp, dấu hiệu nhận biết và việc nên làm.</p>
      {bulletins.length === 0 && <p>Chưa có bản tin nào. Bạn quay lại sau nhé.</p>}
      <ul class="list">
        {bulletins.map(({ slug, title, summary, published, isCorrected }) => (
          <li>
            <h2>
              <a href={`/tin/${slug}`}>{title}</a>
            </h2>
            <p>{summary}</p>
            <p class="when">
              <time datetime={published}>{toVietnameseDate(published)}</time>
              {isCorrected && ' · Đã được đính chính'}
            </p>
          </li>
        ))}
      </ul>
      <Pages page={page} hasMore={hasMore} />
    </Frame>
  )
}

export function BulletinPage({ base, bulletin, today }: { base: string; bulletin: PublicBulletin; today: string }) {
  const { slug, title, summary, published, checkBy, validUntil, body, picture, lang, unitName, isEmergency } = bulletin
  return (
    <Frame
      base={base}
      path={`/tin/${slug}`}
      title={title}
      description={summary}
      picture={picture}
      lang={lang}
      isArticle
    >
      <article>
        {isEmergency && <p class="urgent">Cảnh báo khẩn</p>}
        <h1>{title}</h1>
        <p class="when">
          {unitName ? `${unitName} đăng ngày` : 'Đăng ngày'}{' '}
          <time datetime={published}>{toVietnameseDate(published)}</time>
          {validUntil && `, có giá trị đến hết ngày ${toVietnameseDate(validUntil)}`}, kiểm tra lại sau ngày{' '}
          {toVietnameseDate(checkBy)}
        </p>
        <Notices bulletin={bulletin} today={today} />
        <p class="lead">{summary}</p>
        {picture && <img class="picture" src={`/tin/anh/${picture.id}`} alt={picture.alt} />}
        {raw(toHtml(body))}
        <Sources bulletin={bulletin} />
      </article>
    </Frame>
  )
}

/** What a reader must know before the text. */
function Notices({ bulletin, today }: { bulletin: PublicBulletin; today: string }) {
  const { corrects, correctedBy, validUntil, checkBy } = bulletin
  return (
    <>
      {correctedBy && (
        <p class="stale">
          Đã được đính chính: <LinkTo named={correctedBy} />
        </p>
      )}
      {corrects && (
        <p class="when">
          Đính chính bản tin: <LinkTo named={corrects} />
        </p>
      )}
      {validUntil && today > validUntil && (
        <p class="stale">Bản tin này đã hết giá trị từ sau ngày {toVietnameseDate(validUntil)}.</p>
      )}
      {today > checkBy && (
        <p class="stale">Bản tin này đã quá ngày cần kiểm tra lại: số liệu và quy định có thể đã khác.</p>
      )}
    </>
  )
}

function Sources({ bulletin: { sources } }: { bulletin: PublicBulletin }) {
  return (
    <section class="sources">
      <h2>Nguồn</h2>
      <ul>
        {sources.map((source) => (
          <li>
            <a href={source.url} rel="noopener noreferrer nofollow">
              {source.publisher}
            </a>
            , {toVietnameseDate(source.date)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Pages({ page, hasMore }: { page: number; hasMore: boolean }) {
  if (page === 1 && !hasMore) return null
  return (
    <nav class="pages" aria-label="Các trang của danh sách">
      {page > 1 && (
        <a href={page === 2 ? '/tin' : `/tin?trang=${page - 1}`} rel="prev">
          Bản tin mới hơn
        </a>
      )}
      {hasMore && (
        <a href={`/tin?trang=${page + 1}`} rel="next">
          Bản tin cũ hơn
        </a>
      )}
    </nav>
  )
}
