import { Message } from '../../../console/components/message.js'
import { Card } from '../../../console/components/parts.js'
import type { BulletinDraft } from '../bulletin.js'
import type { Names } from './bulletin-facts.js'
import { Difference } from './difference.js'

type Props = { draft: BulletinDraft; version: number; mine: BulletinDraft; names: Names }

/** What somebody else saved in the meantime, and how what is in the form differs from it. */
export function Other({ draft, version, mine, names }: Props) {
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
      <Card title="Bản của đồng chí khác gì so với bản đó">
        <Difference before={draft} after={mine} names={names} />
      </Card>
    </>
  )
}
