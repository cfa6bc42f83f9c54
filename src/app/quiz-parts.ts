import type { Content } from '../content.js'
import { EXTRA_TOPIC_LABELS } from '../features/bulletins/pages/parts.js'
import { listPublic } from '../features/bulletins/public-queries.js'
import type { QuizPageParts } from '../features/quizzes/pages/kit.js'
import type { QuizShelf } from '../features/quizzes/quiz-book.js'

const MOST_BULLETINS = 500

/** What the quizzes' pages know of the other parts. */
export function quizPageParts({ catalogue }: Content, shelf: QuizShelf): QuizPageParts {
  const categories = catalogue.categories.map(({ code, label }) => ({ value: code, label: label.vi }))
  return {
    topics: [...categories, ...EXTRA_TOPIC_LABELS],
    listBulletins: async (tx) => {
      const bulletins = await listPublic(tx, { skip: 0, max: MOST_BULLETINS })
      return bulletins.map(({ slug, title }) => ({ value: slug, label: title }))
    },
    onPublic: () => shelf.forget(),
  }
}
