import type { Tx } from '../../../platform/db.js'
import type { Known } from '../bulletin-rules.js'
import type { Choice } from '../choice-queries.js'

/** What the pages get from the composition root. */
export type BulletinParts = {
  /** With the words that officers and citizens know. */
  topics: readonly Choice[]
  known: Known
  /** That everybody may play. */
  listQuizzes: (tx: Tx) => Promise<Choice[]>
  /** The messages that the longest text becomes where a channel splits it. */
  splitText: (text: string) => string[]
}

export const EXTRA_TOPIC_LABELS: readonly Choice[] = [
  { value: 'cong_nghe', label: 'Công nghệ' },
  { value: 'tre_em', label: 'Trẻ em' },
  { value: 'nguoi_cao_tuoi', label: 'Người cao tuổi' },
]
