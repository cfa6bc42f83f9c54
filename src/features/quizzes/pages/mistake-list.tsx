import { Message } from '../../../console/components/message.js'
import { inVietnamese } from '../mistake-words.js'
import type { QuizMistake } from '../quiz-rules.js'

/** What keeps it from being published. */
export function MistakeList({ mistakes }: { mistakes: readonly QuizMistake[] }) {
  if (mistakes.length === 0) return null
  return (
    <Message kind="warning" title={`Còn ${mistakes.length} chỗ cần sửa trước khi gửi duyệt`}>
      <ul class="mb-0">
        {mistakes.map((mistake) => (
          <li>{inVietnamese(mistake)}</li>
        ))}
      </ul>
    </Message>
  )
}
