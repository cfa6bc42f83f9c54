import type { NoticeFacts } from './carry-notices.js'
import { type Catalogue, takesFiles } from './categories.js'
import { OUTCOME_CODES } from './outcomes.js'
import type { BothTexts, Phrases } from './phrases.js'

/** What each notice tells the flow that says it: an officer's question, or one of the fixed sentences. */
export function noticeFacts(phrases: Phrases, catalogue: Catalogue): NoticeFacts {
  return (kind, data, category) => {
    switch (kind) {
      case 'question':
        return {
          question: data['text'] ?? '',
          unitName: data['unit'] ?? '',
          takesFiles: takesFiles(catalogue, category),
        }
      case 'transfer':
        return { ...phrases.notices.transferred }
      default:
        return { ...outcomeTexts(phrases, data['code']) }
    }
  }
}

function outcomeTexts({ notices, outcomes }: Phrases, code: string | undefined): BothTexts {
  const known = OUTCOME_CODES.find((one) => one === code)
  if (!known) return notices.outcome
  const { citizen } = outcomes[known]
  return { vi: `${notices.outcome.vi}\n${citizen.vi}`, en: `${notices.outcome.en}\n${citizen.en}` }
}
