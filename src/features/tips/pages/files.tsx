import { Form } from '../../../console/components/form.js'
import { Card, SubmitButton } from '../../../console/components/parts.js'
import type { TipFile, TipView } from '../tip-view.js'
import { tipPath } from './kit.js'

/** Cleaned copies to look at; the sealed originals open one by one, each with a line in the audit log. */
export function Files({ tip, isShown }: { tip: TipView; isShown: boolean }) {
  if (tip.attachments.length === 0) return null
  return (
    <Card title={`Hình ảnh, tệp gửi kèm (${tip.attachments.length})`}>
      <p class="form-hint">
        Ảnh hiển thị là bản sao đã bỏ thông tin ẩn. Bản gốc được niêm phong, không sửa được; mỗi lần mở bản gốc đều ghi
        vào nhật ký.
      </p>
      <ul class="file-list">
        {tip.attachments.map((file, index) => (
          <li>
            <Preview tip={tip} file={file} index={index} isShown={isShown} />
            <div class="file-facts">
              <strong>
                {index + 1}. {kindWords(file.mime)}, {sizeWords(file.size)}
              </strong>
              <span class="sub">
                SHA-256: <span class="code">{file.sha256.toString('hex')}</span>
              </span>
              {tip.isOurs && (
                <Form action={tipPath(tip.number, `/files/${file.id}/original`)}>
                  <SubmitButton label="Tải bản gốc" icon="download" kind="plain" />
                </Form>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Preview({ tip, file, index, isShown }: { tip: TipView; file: TipFile; index: number; isShown: boolean }) {
  if (!isShown) return <div class="no-preview">Loại việc này không hiển thị hình ảnh</div>
  if (file.clean === 'pending') return <div class="no-preview">Đang xử lý…</div>
  if (file.clean === 'failed') return <div class="no-preview">Không đọc được ảnh; bản gốc vẫn còn</div>
  if (file.clean !== 'ready') return <div class="no-preview">Không có bản xem trước</div>
  const href = tipPath(tip.number, `/files/${file.id}`)
  return (
    <a href={href} target="_blank" rel="noopener">
      <img src={href} alt={`Ảnh ${index + 1} gửi kèm tin ${tip.number}`} loading="lazy" />
    </a>
  )
}

const KINDS: Readonly<Record<string, string>> = {
  'image/jpeg': 'Ảnh JPEG',
  'image/png': 'Ảnh PNG',
  'image/webp': 'Ảnh WebP',
  'image/gif': 'Ảnh GIF',
  'image/heic': 'Ảnh HEIC',
  'image/avif': 'Ảnh AVIF',
  'application/pdf': 'PDF',
}

/** What a file is, in an officer's words. */
export function kindWords(mime: string): string {
  return KINDS[mime] ?? mime
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'kB'] : [bytes / 1024 / 1024, 'MB']
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(value)} ${unit}`
}
