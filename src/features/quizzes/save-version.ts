import { foldText } from '../../engine/text-key.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import { getContent } from './console-queries.js'
import { auditQuiz, lockFor } from './own-quiz.js'
import type { QuizContent } from './quiz.js'

const MAX_SLUG = 50

/** `conflict`: somebody else saved meanwhile; `version` is theirs, and nothing was saved. */
export type Saved = { kind: 'saved'; id: string } | { kind: 'conflict'; version: number }

/** The first version of a quiz of the officer's own unit. */
export async function createQuiz(tx: Tx, deps: Deps, officer: Officer, content: QuizContent): Promise<Saved> {
  const id = makeId(deps, content.title)
  await asOfficer(tx, officer, async (limited) => {
    await limited
      .insertInto('quiz')
      .values({
        ...{ id, unitId: officer.unitId, state: 'draft', version: 1 },
        ...{ createdBy: officer.id, createdAt: deps.clock.now() },
      })
      .execute()
    await insertVersion(limited, deps, officer, { id, number: 1, content })
  })
  await auditQuiz(tx, deps, officer, { id, type: 'written', data: { version: 1 } })
  return { kind: 'saved', id }
}

type Edit = { id: string; base: number; change: (content: QuizContent) => QuizContent }

/** Always a new version, which must be approved anew; what is public stays so. `base`: the version it was made from. */
export async function saveVersion(tx: Tx, deps: Deps, officer: Officer, { id, base, change }: Edit): Promise<Saved> {
  const version = await asOfficer(tx, officer, async (limited) => {
    const held = await lockFor(limited, officer, id, 'edit')
    if (held.version !== base) return held.version
    const before = await getContent(limited, id, base)
    if (!before) throw new Error('a quiz without its version')
    const content = change(before)
    await requirePictures(limited, content)
    await insertVersion(limited, deps, officer, { id, number: base + 1, content })
    await limited
      .updateTable('quiz')
      .set({ state: 'draft', version: base + 1 })
      .where('id', '=', id)
      .execute()
    return base
  })
  if (version !== base) return { kind: 'conflict', version }
  await auditQuiz(tx, deps, officer, { id, type: 'written', data: { version: base + 1 } })
  return { kind: 'saved', id }
}

async function insertVersion(
  limited: Tx,
  deps: Deps,
  officer: Officer,
  { id, number, content }: { id: string; number: number; content: QuizContent },
): Promise<void> {
  await limited
    .insertInto('quizVersion')
    .values({
      ...{ quizId: id, number, content: JSON.stringify(content) },
      ...{ writtenBy: officer.id, writtenAt: deps.clock.now() },
    })
    .execute()
}

/** Row-level security shows only pictures of the officer's units. */
async function requirePictures(limited: Tx, { questions }: QuizContent): Promise<void> {
  const ids = [...new Set(questions.flatMap(({ picture }) => picture?.id ?? []))]
  if (ids.length === 0) return
  const seen = await limited.selectFrom('picture').select('id').where('id', 'in', ids).execute()
  if (seen.length !== ids.length) throw new AppError('invalid', 'Không có ảnh này. Xin tải ảnh lên lại.')
}

/** Other units' are taken, too, and not to be seen: chance makes it free where the title alone does not. */
function makeId(deps: Deps, title: string): string {
  const words = foldText(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '')
  return `${words || 'do-vui'}-${deps.ids.bytes(3).toString('hex')}`
}
