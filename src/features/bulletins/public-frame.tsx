import type { Child } from 'hono/jsx'

/** `base` is the address that the public knows us by, without a slash at its end. */
type FrameProps = {
  base: string
  path: string
  title: string
  description: string
  isArticle?: boolean
  picture?: { id: string; alt: string } | undefined
  lang?: 'vi' | 'en'
  children?: Child
}

const NAME = 'Bản tin An Ninh'

export function Frame({
  base,
  path,
  title,
  description,
  isArticle = false,
  picture,
  children,
  lang = 'vi',
}: FrameProps) {
  return (
    <html lang={lang}>
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
        <meta property="og:locale" content={lang === 'en' ? 'en_GB' : 'vi_VN'} />
        {picture && <meta property="og:image" content={`${base}/tin/anh/${picture.id}`} />}
        {picture && <meta property="og:image:alt" content={picture.alt} />}
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
