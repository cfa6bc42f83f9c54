import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import { hashPicture, insertPicture, makePicture } from '../bulletins/pictures.js'
import { parseContent, type Quiz, type QuizContent } from './quiz.js'

/** By the name of the file. */
export type PictureIds = ReadonlyMap<string, string>

/** The pictures beside the files, as rows: each is encoded anew once. Before the transaction of `importQuizzes`. */
export async function importQuizPictures(db: Db, folder: string, quizzes: readonly Quiz[]): Promise<PictureIds> {
  const files = quizzes.flatMap(({ questions }) => questions.flatMap(({ picture }) => picture?.id ?? []))
  const ids = new Map<string, string>()
  for (const file of new Set(files)) {
    const given = await readFile(join(folder, 'quizzes', file))
    const known = await findPicture(db, given)
    ids.set(file, known ?? (await insertPicture(db, await makePicture(given), null, new Date())))
  }
  return ids
}

/**
 * Brings what came with the program into the database, published. A file that changed becomes a new version, unless
 * somebody edited or withdrew it in the console: from then on it is theirs.
 */
export async function importQuizzes(tx: Tx, quizzes: readonly Quiz[], pictureIds: PictureIds): Promise<void> {
  const known = await listImported(tx)
  for (const quiz of quizzes) {
    const content = toContent(quiz, pictureIds)
    const stored = known.get(quiz.id)
    if (!stored) await insertQuiz(tx, quiz.id, content)
    else if (stored.isUntouched && !isDeepStrictEqual(stored.content, content))
      await addVersion(tx, quiz.id, stored.version + 1, content)
  }
}

async function findPicture(db: Db, given: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('picture')
    .select('id')
    .where('sha256', '=', hashPicture(given))
    .where('unitId', 'is', null)
    .executeTakeFirst()
  return row?.id
}

async function listImported(tx: Tx) {
  const rows = await tx
    .selectFrom('quiz')
    .innerJoin('quizVersion', (join) =>
      join.onRef('quizVersion.quizId', '=', 'quiz.id').onRef('quizVersion.number', '=', 'quiz.version'),
    )
    .select(['quiz.id', 'quiz.version', 'quizVersion.content'])
    .select(
      sql<boolean>`quiz.unit_id is null and quiz.state = 'published' and not exists (
        select from quiz_version edited where edited.quiz_id = quiz.id and edited.written_by is not null
      )`.as('isUntouched'),
    )
    .execute()
  return new Map(rows.map((row) => [row.id, { ...row, content: parseContent(row.content) }]))
}

/** What a draft may hold and no more, with the pictures by their rows. */
function toContent({ id: _id, ...content }: Quiz, pictureIds: PictureIds): QuizContent {
  const questions = content.questions.map(({ picture, ...question }) => {
    const id = picture && pictureIds.get(picture.id)
    return picture && id ? { ...question, picture: { ...picture, id } } : question
  })
  return parseContent({ ...content, questions })
}

async function insertQuiz(tx: Tx, id: string, content: QuizContent): Promise<void> {
  await tx
    .insertInto('quiz')
    .values({ id, unitId: null, state: 'published', version: 1, publicVersion: 1, createdAt: sql<Date>`now()` })
    .execute()
  await insertVersion(tx, id, 1, content)
}

async function addVersion(tx: Tx, id: string, version: number, content: QuizContent): Promise<void> {
  await insertVersion(tx, id, version, content)
  await tx.updateTable('quiz').set({ version, publicVersion: version }).where('id', '=', id).execute()
}

async function insertVersion(tx: Tx, quizId: string, number: number, content: QuizContent): Promise<void> {
  await tx
    .insertInto('quizVersion')
    .values({ quizId, number, content: JSON.stringify(content), writtenAt: sql<Date>`now()` })
    .execute()
}
