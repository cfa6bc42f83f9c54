import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { Message } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { QuizRow } from '../console-queries.js'
import { OWN_WORDS } from '../review.js'
import { pathOf } from './kit.js'

type Props = { row: QuizRow; mayApprove: boolean; form?: FormState }

/** What the second person decides. */
export function ReviewCard({ row, mayApprove, form = EMPTY_FORM }: Props) {
  const version = <input type="hidden" name="version" value={String(row.version)} />
  return (
    <Card title="Duyệt">
      {mayApprove ? (
        <Form action={pathOf(row.id, 'approve')} class="mb-3">
          {version}
          <p>
            Duyệt nghĩa là đồng chí đã xem từng câu như người chơi, mở các nguồn và chịu trách nhiệm cùng người viết.
            Duyệt xong là người dân chơi được ngay.
          </p>
          <div class="form-acts">
            <SubmitButton label="Duyệt và đưa vào dùng" icon="check" />
            <LinkButton href={pathOf(row.id, 'preview')} label="Xem từng câu và nguồn" icon="eye" kind="plain" />
          </div>
        </Form>
      ) : (
        <Message kind="info" title="Đồng chí chưa duyệt được bản này">
          {OWN_WORDS}
        </Message>
      )}
      <Form action={pathOf(row.id, 'send-back')}>
        {version}
        <TextAreaField name="reason" label="Trả lại, cần sửa gì" form={form} rows={2} maxlength={1000} />
        <SubmitButton label="Trả lại để sửa" kind="plain" />
      </Form>
    </Card>
  )
}
