import { OFFER_WAIT_ID } from '../../engine/message.js'
import { ChatLine } from './chat-line.js'
import { Composer } from './composer.js'
import { Document } from './document.js'
import { EmergencyNumbers } from './emergency-numbers.js'
import type { Line } from './line.js'

type Props = {
  identity: string
  sessionTag: string | undefined
  lines: readonly Line[]
  payload: string | undefined
  isEnded: boolean
  newId: () => string
}

export function ChatPage({ identity, sessionTag = '', lines, payload, isEnded, newId }: Props) {
  const question = lines.findLast((line) => line.waitId !== null && !isOffer(line))
  const offer = lines.findLast(isOffer)
  const bodyData = { 'data-session': sessionTag, 'data-after': lines.at(-1)?.id ?? '', 'data-payload': payload ?? '' }
  return (
    <Document title="Trò chuyện" bodyData={bodyData}>
      <a class="skip" href="#soan">
        Đến ô soạn tin
      </a>
      <header class="top">
        <div class="identity">
          <h1>An Ninh</h1>
          <p>{identity}</p>
        </div>
        <EmergencyNumbers />
      </header>
      <main class="talk">
        <p class="note">
          Chúng tôi <strong>không bao giờ</strong> hỏi mã OTP, mật khẩu, số thẻ, ảnh căn cước, không yêu cầu chuyển tiền
          hay cài ứng dụng.
        </p>
        {isEnded && (
          <p class="note" role="status">
            Đã kết thúc và xóa khỏi máy này. Xem kết quả sau này bằng mã tra cứu.
          </p>
        )}
        <div id="log" class="log" role="log" aria-live="polite" aria-label="Cuộc trò chuyện" tabindex={-1}>
          {lines.map((line) => (
            <ChatLine line={line} isOpen={line === question || line === offer} sessionTag={sessionTag} newId={newId} />
          ))}
        </div>
        {(sessionTag === '' || payload) && <Start sessionTag={sessionTag} payload={payload} id={newId()} />}
        <p id="status" class="status" role="status" />
        <p id="cuoi" class="end" />
      </main>
      <Composer sessionTag={sessionTag} payload={payload} newId={newId} />
    </Document>
  )
}

/** Under a bulletin, beside no question: it takes nothing away from the one that waits. */
function isOffer({ waitId }: Line): boolean {
  return waitId === OFFER_WAIT_ID
}

function Start({ sessionTag, payload, id }: { sessionTag: string; payload: string | undefined; id: string }) {
  return (
    <form class="start" method="post" action="/chat/start">
      <p>Bạn có thể báo tin về lừa đảo trên mạng, hỏi kết quả tin đã báo, hoặc viết ngay vào ô bên dưới.</p>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="session" value={sessionTag} />
      {payload && <input type="hidden" name="payload" value={payload} />}
      <button class="primary" type="submit">
        {payload && sessionTag !== '' ? 'Bắt đầu lại tại địa phương này' : 'Bắt đầu'}
      </button>
    </form>
  )
}
