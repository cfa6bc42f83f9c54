import { splitText } from '../channels/telegram/split-text.js'
import { MAX_TEXT } from '../channels/telegram/limits.js'
import type { Content } from '../content.js'
import { knownFor } from '../features/bulletins/bulletin-rules.js'
import { type BulletinParts, EXTRA_TOPIC_LABELS } from '../features/bulletins/pages/parts.js'

/** What the bulletins' pages know of the other parts. */
export function bulletinParts({ catalogue, areas, quizzes }: Content): BulletinParts {
  const categories = catalogue.categories.map(({ code, label }) => ({ value: code, label: label.vi }))
  return {
    topics: [...categories, ...EXTRA_TOPIC_LABELS],
    known: knownFor(catalogue.categories, areas),
    listQuizzes: async () => quizzes.map(({ id, title }) => ({ value: id, label: title })),
    splitText: (text) => splitText(text, MAX_TEXT),
  }
}
