import type { Child } from 'hono/jsx'

type Props = { title: string; children?: Child; bodyData?: Record<string, string> }

/** Everything that a citizen's page loads comes from us, and it works without its script. */
export function Document({ title, children, bodyData = {} }: Props) {
  return (
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="theme-color" content="#12503c" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title} · An Ninh</title>
        <link rel="icon" href="/chat/assets/icon.svg" />
        <link rel="stylesheet" href="/chat/assets/chat.css" />
        <script type="module" src="/chat/assets/chat.js" />
      </head>
      <body {...bodyData}>{children}</body>
    </html>
  )
}
