import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { localDay } from './engine/local-day.js'
import { type Bulletin, parseBulletin, sortBulletins } from './features/bulletins/bulletin.js'
import {
  findBulletinMistakes,
  findUnknown,
  isPastItsDate,
  type Known,
  knownFor,
} from './features/bulletins/bulletin-rules.js'
import { inEnglish } from './features/bulletins/mistake-words.js'
import { parseQuiz, type Quiz } from './features/quizzes/quiz.js'
import { inEnglish as quizInEnglish } from './features/quizzes/mistake-words.js'
import { findQuizMistakes, findTwins } from './features/quizzes/quiz-rules.js'
import { firstLine } from './first-line.js'
import { parsedOnce } from './parsed-once.js'
import { codeOf } from './platform/startup-error.js'

export type Teaching = {
  /** Newest first. */
  bulletins: Bulletin[]
  quizzes: Quiz[]
  /** One line each, beginning with the file's path. */
  mistakes: string[]
}

type Registers = { catalogue: { categories: { code: string }[] }; areas: { code: string }[] }
type Read<Item> = { file: string; item: Item | null; mistakes: string[] }

/** Reads `content/bulletins/` and `content/quizzes/` with all that is wrong with them. */
export async function reviewTeaching(folder: string, { catalogue, areas }: Registers): Promise<Teaching> {
  const known = knownFor(catalogue.categories, areas)
  const bulletins = await readAll(folder, 'bulletins', '.md', (text, slug) => readBulletin(text, slug, known))
  const slugs = new Set(bulletins.flatMap(({ item }) => item?.slug ?? []))
  const quizzes = await readAll(folder, 'quizzes', '.yaml', (text, id) => readQuiz(text, id, known.topics, slugs))
  const read = { bulletins: itemsOf(bulletins), quizzes: itemsOf(quizzes) }
  const strays = [...findStrays(read, slugs), ...(await findLostPictures(folder, read))]
  const twins = findTwins(read.quizzes).map((id) => `quizzes: the question ${id} stands twice`)
  const mistakes = [...bulletins, ...quizzes].flatMap((one) => one.mistakes.map((mistake) => `${one.file}: ${mistake}`))
  return {
    bulletins: sortBulletins(read.bulletins),
    quizzes: read.quizzes,
    mistakes: [...mistakes, ...strays, ...twins],
  }
}

/** Quizzes and bulletins that a bulletin names and that are not there. */
function findStrays({ bulletins, quizzes }: Omit<Teaching, 'mistakes'>, slugs: ReadonlySet<string>): string[] {
  const ids = new Set(quizzes.map(({ id }) => id))
  return bulletins.flatMap(({ slug, quiz, corrects }) => {
    const others = new Set([...slugs].filter((other) => other !== slug))
    const unknown = [
      ...findUnknown('quiz', quiz ? [quiz] : [], ids),
      ...findUnknown('corrects', corrects ? [corrects] : [], others),
    ]
    return unknown.map((mistake) => `${join('bulletins', slug)}.md: ${inEnglish(mistake)}`)
  })
}

async function findLostPictures(folder: string, read: Omit<Teaching, 'mistakes'>): Promise<string[]> {
  const named = [
    ...read.bulletins.flatMap(({ slug, picture }) =>
      picture ? [{ kind: 'bulletins', at: `${slug}.md`, file: picture.file }] : [],
    ),
    ...read.quizzes.flatMap(({ id, questions }) =>
      questions.flatMap(({ picture }) => (picture ? [{ kind: 'quizzes', at: `${id}.yaml`, file: picture.id }] : [])),
    ),
  ]
  const kinds = [...new Set(named.map(({ kind }) => kind))]
  const there = await Promise.all(
    kinds.map(async (kind) => (await readdir(join(folder, kind))).map((name) => join(kind, name))),
  )
  const files = new Set(there.flat())
  return named
    .filter(({ kind, file }) => !files.has(join(kind, file)))
    .map(({ kind, at, file }) => `${join(kind, at)}: the picture ${file} is missing`)
}

/** What somebody must look at again, by its file. `now`: the day is that of Vietnam. */
export function listStale({ bulletins, quizzes }: Teaching, now: Date): string[] {
  const today = localDay(now)
  return [
    ...bulletins.filter((bulletin) => isPastItsDate(bulletin, today)).map(({ slug }) => `bulletins/${slug}.md`),
    ...quizzes.flatMap(({ id, questions }) =>
      questions.filter(({ checkBy }) => today > checkBy).map((question) => `quizzes/${id}.yaml, ${question.id}`),
    ),
  ]
}

function readBulletin(text: string, slug: string, known: Known): Omit<Read<Bulletin>, 'file'> {
  const item = parsedOnce(`bulletins/${slug}`, text, () => parseBulletin(slug, text))
  return { item, mistakes: findBulletinMistakes(item, known).map(inEnglish) }
}

function readQuiz(
  text: string,
  id: string,
  topics: ReadonlySet<string>,
  bulletins: ReadonlySet<string>,
): Omit<Read<Quiz>, 'file'> {
  const item = parsedOnce(`quizzes/${id}`, text, parseQuiz)
  const named = item.id === id ? [] : [`its id is ${item.id}: the file must have that name`]
  return { item, mistakes: [...named, ...findQuizMistakes(item, { topics, bulletins }).map(quizInEnglish)] }
}

async function readAll<Item>(
  folder: string,
  kind: string,
  ending: string,
  read: (text: string, slug: string) => Omit<Read<Item>, 'file'>,
): Promise<Read<Item>[]> {
  const there = await readdir(join(folder, kind)).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (!there) return [{ file: kind, item: null, mistakes: ['the folder is missing'] }]
  const names = there.filter((name) => name.endsWith(ending)).sort()
  return names.map((name) => {
    const file = join(kind, name)
    const text = readFileSync(join(folder, file), 'utf8')
    try {
      return { file, ...read(text, basename(name, ending)) }
    } catch (cause) {
      return { file, item: null, mistakes: [firstLine(cause)] }
    }
  })
}

function itemsOf<Item>(read: readonly Read<Item>[]): Item[] {
  return read.flatMap(({ item }) => item ?? [])
}
