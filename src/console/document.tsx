import type { Child } from 'hono/jsx'
import { assetUrl } from './assets.js'

const HTMX = JSON.stringify({ includeIndicatorCSS: false })

/** The page's frame. Everything it loads comes from us: no inline script, no inline style. */
export function Document({
  title,
  formKey,
  children,
}: {
  title: string
  formKey?: string | undefined
  children?: Child
}) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="htmx-config" content={HTMX} />
        {formKey && <meta name="form-key" content={formKey} />}
        <title>{title} · An Ninh</title>
        <link rel="icon" href={assetUrl('favicon.svg')} />
        {['fonts.css', 'tabler.css', 'console.css', 'tips.css'].map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        {['htmx.js', 'console.js', 'live.js'].map((name) => (
          <script src={assetUrl(name)} defer />
        ))}
      </head>
      <body>{children}</body>
    </html>
  )
}
