import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Bulletin } from './bulletin.js'
import { toVietnameseDate } from './chat-text.js'
import { toHtml } from './markdown.js'

/** `base` is the address that the public knows us by, without a slash at its end. */
type FrameProps = {
  base: string
  path: string
  title: string
  description: string
  isArticle?: boolean
  children?: Child
}

const NAME = 'Bản tin An Ninh'

export function ArchivePage({ base, bulletins }: { base: string; bulletins: readonly Bulletin[] }) {
  return (
    <Frame
      base={base}
      path="/tin"
      title="Bản tin cảnh báo"
      description="Cảnh báo lừa đảo và hướng dẫn an toàn trên mạng."
    >
      <h1>Bản tin cảnh báo</h1>
      <p>Thủ đoạn đang gặp, dấu hiệu nhận biết và việc nên làm.</p>
      {bulletins.length === 0 && <p>Chưa có bản tin nào. Bạn quay lại sau nhé.</p>}
      <ul class="list">
        {bulletins.map(({ slug, title, summary, published }) => (
          <li>
            <h2>
              <a href={`/tin/${slug}`}>{title}</a>
            </h2>
            <p>{summary}</p>
            <p class="when">
              <time datetime={published}>{toVietnameseDate(published)}</time>
            </p>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

export function BulletinPage({ base, bulletin, isStale }: { base: string; bulletin: Bulletin; isStale: boolean }) {
  const { slug, title, summary, published, checkBy, body, sources } = bulletin
  return (
    <Frame base={base} path={`/tin/${slug}`} title={title} description={summary} isArticle>
      <article>
        <h1>{title}</h1>
        <p class="when">
          Đăng ngày <time datetime={published}>{toVietnameseDate(published)}</time>, kiểm tra lại sau ngày{' '}
          {toVietnameseDate(checkBy)}
        </p>
        {isStale && <p class="stale">Bản tin này đã quá ngày cần kiểm tra lại: số liệu và quy định có thể đã khác.</p>}
        <p class="lead">{summary}</p>
        {raw(toHtml(body))}
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
      </article>
    </Frame>
  )
}

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

function Frame({ base, path, title, description, isArticle = false, children }: FrameProps) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${NAME}`}</title>
        <meta name="description" content={description} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={description} />
        <meta property="og:type" content={isArticle ? 'article' : 'website'} />
        <meta property="og:url" content={base + path} />
        <meta property="og:site_name" content={NAME} />
        <meta property="og:locale" content="vi_VN" />
        <link rel="canonical" href={base + path} />
        <link rel="alternate" type="application/rss+xml" title={NAME} href="/tin/rss.xml" />
        <link rel="icon" href="/chat/assets/icon.svg" />
        <link rel="stylesheet" href="/tin/tin.css" />
      </head>
      <body>
        <header class="top">
          <a class="name" href="/tin">
            {NAME}
          </a>
          <nav aria-label="Trang">
            <a href="/chat">Báo tin cho Công an</a>
          </nav>
        </header>
        <main>{children}</main>
        <footer class="foot">
          <p>
            Kênh này không bao giờ hỏi mã OTP, mật khẩu, số thẻ, ảnh giấy tờ, không đòi tiền và không bảo bạn cài ứng
            dụng. Nguy hiểm, gọi 113.
          </p>
          <p>
            <a href="/tin/rss.xml">RSS</a>
          </p>
        </footer>
      </body>
    </html>
  )
}
