import { Document } from './document.js'
import { EmergencyNumbers } from './emergency-numbers.js'

/** What a plain form gets instead of the chat when something is wrong. */
export function NoticePage({ text }: { text: string }) {
  return (
    <Document title="Chưa gửi được">
      <header class="top">
        <EmergencyNumbers />
      </header>
      <main class="talk">
        <h1 class="notice-title">Chưa gửi được</h1>
        <p class="note">{text}</p>
        <p>
          <a class="primary" href="/chat">
            Về cuộc trò chuyện
          </a>
        </p>
      </main>
    </Document>
  )
}
