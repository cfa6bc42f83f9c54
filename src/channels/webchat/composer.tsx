type Props = { sessionTag: string; payload: string | undefined; newId: () => string }

export function Composer({ sessionTag, payload, newId }: Props) {
  return (
    <footer class="bottom">
      <div class="composer">
        <Files sessionTag={sessionTag} payload={payload} id={newId()} />
        <form id="words" class="words" method="post" action="/chat/messages">
          <Hidden sessionTag={sessionTag} id={newId()} />
          {payload && <input type="hidden" name="payload" value={payload} />}
          <label class="unseen" for="soan">
            Tin nhắn của bạn
          </label>
          <textarea id="soan" name="text" rows={1} required autocomplete="off" placeholder="Viết tin nhắn…" />
          <button class="send" type="submit">
            Gửi
          </button>
        </form>
      </div>
      <details class="leave">
        <summary>Kết thúc và xóa khỏi máy này</summary>
        <form id="leave" method="post" action="/chat/end">
          <Hidden sessionTag={sessionTag} id={newId()} />
          <p>
            Máy này sẽ quên cuộc trò chuyện. Tin đã gửi không mất; muốn xem kết quả, bạn cần <strong>mã tra cứu</strong>
            .
          </p>
          <button class="danger" type="submit">
            Kết thúc và xóa
          </button>
        </form>
      </details>
    </footer>
  )
}

/** Without the script the file is chosen first and sent by its own button. */
function Files({ sessionTag, payload, id }: { sessionTag: string; payload: string | undefined; id: string }) {
  return (
    <form id="files" class="files" method="post" action="/chat/upload" enctype="multipart/form-data">
      <Hidden sessionTag={sessionTag} id={id} />
      {payload && <input type="hidden" name="payload" value={payload} />}
      <label class="attach" for="tep">
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d="M4 8h3l2-3h6l2 3h3v11H4z" />
          <circle cx="12" cy="13" r="3.5" />
        </svg>
        <span class="unseen">Chọn ảnh để gửi</span>
      </label>
      <input id="tep" name="files" type="file" multiple accept="image/*,application/pdf" />
      <button class="quiet without-script" type="submit">
        Gửi ảnh
      </button>
    </form>
  )
}

function Hidden({ sessionTag, id }: { sessionTag: string; id: string }) {
  return (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="session" value={sessionTag} />
    </>
  )
}
