import { Message } from '../../../console/components/message.js'
import { Card } from '../../../console/components/parts.js'
import type { BulletinDraft } from '../bulletin.js'

/** What somebody else saved in the meantime, beside what is in the form. */
export function Other({ draft, version }: { draft: BulletinDraft; version: number }) {
  return (
    <>
      <Message kind="warning" title="Trong lúc đồng chí sửa, người khác đã lưu một phiên bản mới.">
        Bản của đồng chí chưa được lưu và vẫn còn nguyên trong biểu mẫu bên dưới. Xin so với bản của người kia, chép
        phần cần giữ rồi lưu lại.
      </Message>
      <Card title={`Bản vừa được lưu (phiên bản ${version})`}>
        <p class="mb-1">
          <strong>{draft.title}</strong>
        </p>
        <p>{draft.summary}</p>
        <pre class="plain-text">{draft.body}</pre>
      </Card>
    </>
  )
}
