import type { Child } from 'hono/jsx'
import { Message } from '../../../console/components/message.js'

/** Above a form that somebody else was faster with. What was typed stands in it, untouched. */
export function ConflictMessage({ children }: { children?: Child }) {
  return (
    <Message kind="warning" title="Trong lúc đồng chí đang sửa, người khác đã lưu một phiên bản mới">
      <p>
        Chưa có gì bị mất: nội dung đồng chí vừa nhập còn nguyên bên dưới và chưa được lưu. Xin so với bản mới, rồi bấm
        lưu lần nữa nếu vẫn muốn dùng nội dung của mình.
      </p>
      {children}
    </Message>
  )
}
