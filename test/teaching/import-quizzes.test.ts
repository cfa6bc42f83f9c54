import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { importQuizPictures, importQuizzes } from '../../src/features/quizzes/import-quizzes.js'
import type { Quiz } from '../../src/features/quizzes/quiz.js'
import { givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { begins, openQuestion, smallQuiz } from './quiz-case.js'

const load = ({ db }: TestApp, quiz: Quiz, pictures = new Map<string, string>()) =>
  db.transaction().execute((tx) => importQuizzes(tx, [quiz], pictures))
const stateOf = ({ db }: TestApp, { id }: Quiz) =>
  db.selectFrom('quiz').select(['state', 'version', 'publicVersion']).where('id', '=', id).executeTakeFirst()
const renamed = (quiz: Quiz): Quiz => ({ ...quiz, title: `${quiz.title} mới` })

test('what comes with the program is published, and a changed file becomes a new version once', async ({ app }) => {
  const quiz = smallQuiz(app)
  expect(await stateOf(app, quiz)).toEqual({ state: 'published', version: 1, publicVersion: 1 })
  await load(app, quiz)
  expect(await stateOf(app, quiz)).toMatchObject({ version: 1 })
  await load(app, renamed(quiz))
  await load(app, renamed(quiz))
  expect(await stateOf(app, quiz)).toEqual({ state: 'published', version: 2, publicVersion: 2 })
  const citizen = await begins(app, renamed(quiz))
  expect(openQuestion(citizen, quiz)).toBeDefined()
})

test('what somebody edited or withdrew in the console stays as they left it', async ({ app }) => {
  const quiz = smallQuiz(app)
  const { db } = app
  await db.updateTable('quiz').set({ state: 'withdrawn', publicVersion: null }).where('id', '=', quiz.id).execute()
  await load(app, renamed(quiz))
  expect(await stateOf(app, quiz)).toEqual({ state: 'withdrawn', version: 1, publicVersion: null })
  const other = app.app.content.quizzes.find(({ id }) => id !== quiz.id)
  if (!other) throw new Error('one quiz only')
  const officer = await givenOfficer(app, 'comms', 'CAT-51')
  const { id: _id, ...content } = other
  const edited = { quizId: other.id, number: 2, content: JSON.stringify(content) }
  await db
    .insertInto('quizVersion')
    .values({ ...edited, writtenBy: officer.id, writtenAt: app.clock.now() })
    .execute()
  await db.updateTable('quiz').set({ version: 2, publicVersion: 2 }).where('id', '=', other.id).execute()
  await load(app, renamed(other))
  expect(await stateOf(app, other)).toEqual({ state: 'published', version: 2, publicVersion: 2 })
})

test('a picture beside the file is encoded anew, kept once, and goes out with its question', async ({
  app,
  picture,
}) => {
  const quiz = smallQuiz(app)
  const folder = await mkdtemp(join(tmpdir(), 'anninh-quiz-'))
  const shown: Quiz = {
    ...quiz,
    questions: quiz.questions.map((question) => ({
      ...question,
      picture: { id: 'tin-la.jpg', alt: 'Tin nhắn báo trúng thưởng' },
    })),
  }
  await mkdir(join(folder, 'quizzes'))
  await writeFile(join(folder, 'quizzes', 'tin-la.jpg'), picture)
  const ids = await importQuizPictures(app.db, folder, [shown])
  expect(await importQuizPictures(app.db, folder, [shown])).toEqual(ids)
  await rm(folder, { recursive: true })
  await load(app, shown, new Map(ids))
  const citizen = await begins(app, quiz)
  expect(citizen.last().text).toContain('[Hình: Tin nhắn báo trúng thưởng]')
  expect(citizen.last().picture).toMatchObject({ alt: 'Tin nhắn báo trúng thưởng', mime: 'image/jpeg' })
  const rows = await app.db.selectFrom('picture').select(['width', 'height', 'bytes']).execute()
  expect(rows).toMatchObject([{ width: 640, height: 480 }])
  expect(rows[0]?.bytes.includes('Bi-Mat')).toBe(false)
})
