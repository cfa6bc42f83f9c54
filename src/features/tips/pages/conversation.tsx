import type { Child } from 'hono/jsx'
import { Form, type FormState, SelectField, TextAreaField } from '../../../console/components/form.js'
import { Card, SubmitButton } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import { clip } from '../../../engine/display.js'
import { QUESTION_TEMPLATES } from '../question-templates.js'
import type { TipMessage, TipView } from '../tip-view.js'
import { tipPath } from './kit.js'

/** What was asked and answered, through the bot; neither side sees the other's name or address. */
export function Conversation({
  tip,
  live,
  files,
  children,
}: {
  tip: TipView
  live: string
  files: boolean
  children?: Child
}) {
  return (
    <Card title="Trao đổi với người báo tin" id="conversation">
      <div id="tip-messages" data-live={live}>
        {tip.messages.length === 0 ? (
          <p class="form-hint">
            Chưa có trao đổi nào. Câu hỏi gửi từ đây đến trong cuộc trò chuyện của người báo tin, ghi tên đơn vị, không
            ghi tên cán bộ.
          </p>
        ) : (
          <ol class="messages">
            {tip.messages.map((message) => (
              <MessageLine tip={tip} message={message} files={files} />
            ))}
          </ol>
        )}
      </div>
      {children}
    </Card>
  )
}

function MessageLine({ tip, message, files }: { tip: TipView; message: TipMessage; files: boolean }) {
  const pictures = tip.attachments.filter(({ messageId }) => messageId === message.id).length
  return (
    <li class={message.author === 'citizen' ? 'said said-citizen' : 'said said-officer'}>
      <div class="said-by">
        {message.author === 'citizen' ? 'Người báo tin' : (message.by ?? 'Cán bộ')} · <Time at={message.at} />
      </div>
      <div class="pre-line">{message.text}</div>
      {pictures > 0 && (
        <div class="sub">
          Gửi kèm {pictures} tệp{files ? ', xem ở phần hình ảnh phía trên' : ''}.
        </div>
      )}
    </li>
  )
}

/** A ready-made question, one's own words, or both: what is sent is the first followed by the second. */
export function AskForm({ tip, form }: { tip: TipView; form: FormState }) {
  const options = QUESTION_TEMPLATES.map((text, index) => ({ value: String(index), label: clip(text, 90) }))
  return (
    <Form action={tipPath(tip.number, '/questions')} class="ask-form">
      <SelectField
        name="template"
        label="Câu hỏi có sẵn"
        form={form}
        required={false}
        empty="Không dùng"
        options={options}
      />
      <TextAreaField
        name="text"
        label="Câu hỏi tự viết"
        form={form}
        required={false}
        rows={3}
        maxlength={1000}
        hint="Không hỏi mã OTP, mật khẩu, số thẻ, ảnh căn cước, tiền; không gửi đường dẫn. Hỏi đồng nghĩa với nhận xử lý tin."
      />
      <SubmitButton label="Gửi câu hỏi" icon="send" />
    </Form>
  )
}
