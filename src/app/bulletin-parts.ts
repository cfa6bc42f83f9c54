import { splitText } from '../channels/telegram/split-text.js'
import { MAX_TEXT } from '../channels/telegram/limits.js'
import type { Content } from '../content.js'
import { knownFor } from '../features/bulletins/bulletin-rules.js'
import { listPublicQuizzes } from '../features/quizzes/queries.js'
import { type BulletinParts, EXTRA_TOPIC_LABELS } from '../features/bulletins/pages/parts.js'

/** What the bulletins' pages know of the other parts. */
export function bulletinParts({ catalogue, areas }: Content): BulletinParts {
  const categories = catalogue.categories.map(({ code, label }) => ({ value: code, label: label.vi }))
  return {
    topics: [...categories, ...EXTRA_TOPIC_LABELS],
    known: knownFor(catalogue.categories, areas),
    // Not from the shelf: this is read in an officer's role, which sees some only.
    listQuizzes: async (tx) => (await listPublicQuizzes(tx)).map(({ id, title }) => ({ value: id, label: title })),
    splitText: (text) => splitText(text, MAX_TEXT),
  }
}
