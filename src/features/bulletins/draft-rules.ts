import { BulletinContent, type BulletinDraft } from './bulletin.js'
import { findBulletinMistakes, type Known, type Mistake } from './bulletin-rules.js'

/** What keeps a draft from being reviewed. `today` as yyyy-mm-dd stands for the day on which it will come out. */
export function findDraftMistakes(draft: BulletinDraft, known: Known, today: string): Mistake[] {
  const unfit = findUnfit(draft)
  const fields = new Set(unfit.map(({ field }) => field))
  const others = findBulletinMistakes({ ...draft, published: today }, known)
  return [...unfit, ...others.filter(({ field }) => !fields.has(field))]
}

/** What the stored form of a bulletin does not take. */
function findUnfit(draft: BulletinDraft): Mistake[] {
  const parsed = BulletinContent.safeParse(draft)
  const mistakes = (parsed.error?.issues ?? []).map(({ path, ...issue }): Mistake => {
    const [first, second] = path
    if (first === 'sources' && typeof second === 'number') {
      return { field: 'sources', code: 'wrong_source', number: second + 1 }
    }
    const field = first === 'picture' ? 'pictureAlt' : String(first)
    if (issue.code === 'too_small' && issue.origin === 'string') {
      return { field, code: 'too_short', least: Number(issue.minimum) }
    }
    return { field, code: 'missing' }
  })
  const empty: Mistake[] = draft.body === '' ? [{ field: 'body', code: 'missing' }] : []
  return [...mistakes, ...empty]
}
