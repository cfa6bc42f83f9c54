import type { Child } from 'hono/jsx'
import { assetUrl } from './assets.js'

/** The page's frame. Everything it loads comes from us: no inline script, no inline style. */
export function Document({ title, children }: { title: string; children?: Child }) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title} · An Ninh</title>
        <link rel="icon" href={assetUrl('favicon.svg')} />
        {[
          'fonts.css',
          'tabler.css',
          'console.css',
          'tips.css',
          'bulletins.css',
          'quizzes.css',
          'days-off.css',
          'rules.css',
        ].map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        {['console.js', 'live.js'].map((name) => (
          <script src={assetUrl(name)} defer />
        ))}
      </head>
      <body>{children}</body>
    </html>
  )
}
