import type { z } from 'zod'
import { type Catalogue, CategorySchema, ExitSchema, type SignOwner, UrgentFile, WordsFile } from './categories.js'
import { URGENT_LABEL } from './fitted-phrases.js'
import { readFitted } from './read-fitted.js'
import { makeMatcher } from './sign-matcher.js'
import { readSign, type Slot, type WordLists } from './sign-pattern.js'
import { type ContentFile, openYaml, type YamlFile } from './yaml-file.js'

export type CatalogueReview =
  | { kind: 'ok'; catalogue: Catalogue }
  /** One line each: the file, where known the line, and what is wrong. */
  | { kind: 'wrong'; mistakes: string[] }

type Kept<T> = { value: T; file: YamlFile }
type SignAt = { owner: SignOwner; file: YamlFile; path: readonly (string | number)[] }

const WORDS = /(?:^|\/)words\.yaml$/
const URGENT = /(?:^|\/)urgent\.yaml$/
const EXIT = /(?:^|\/)exit-[^/]*\.yaml$/
const FITTED = /(?:^|\/)fitted\.txt$/
const SHARED = [WORDS, URGENT, EXIT, FITTED]

/** Reads `content/categories/`: a file for each category in the order of the list, for each exit, and two shared ones. */
export function readCatalogue(files: readonly ContentFile[]): CatalogueReview {
  const mistakes: string[] = []
  const openAll = <T>(isMeant: (name: string) => boolean, schema: z.ZodType<T>): Kept<T>[] =>
    files.filter(({ name }) => isMeant(name)).flatMap((file) => open(file, schema, mistakes))
  const [words] = openAll((name) => WORDS.test(name), WordsFile)
  const [urgent] = openAll((name) => URGENT.test(name), UrgentFile)
  const exits = openAll((name) => EXIT.test(name), ExitSchema)
  const categories = openAll((name) => !SHARED.some((shared) => shared.test(name)), CategorySchema)
  if (mistakes.length > 0) return { kind: 'wrong', mistakes }
  if (!words || !urgent)
    return { kind: 'wrong', mistakes: [`categories/${words ? 'urgent' : 'words'}.yaml is missing`] }
  const signs = [
    ...categories.flatMap(({ value, file }) => weighted('category', value.code, value.signs, file)),
    ...exits.flatMap(({ value, file }) => weighted('exit', value.kind, value.signs, file)),
    ...urgent.value.flatMap(({ code, signs }, at) =>
      signs.map((sign, place) => signAt('urgent', code, sign, 1, urgent.file, [at, 'signs', place])),
    ),
    ...(['denials', 'harmless'] as const).flatMap((list) =>
      words.value[list].map((sign, place) =>
        signAt(list === 'denials' ? 'denial' : 'harmless', list, sign, 1, words.file, [list, place]),
      ),
    ),
  ]
  const read = readSigns(signs, words.value.lists)
  const labels = [...categories.map(({ value }) => value.code), ...exits.map(({ value }) => value.kind), URGENT_LABEL]
  const fitted = readFitted(
    files.find(({ name }) => FITTED.test(name)) ?? { name: '', text: '' },
    labels,
    words.value.silent,
  )
  const wrong = [
    ...twinsOf(categories),
    ...repeatsOf(signs),
    ...read.mistakes,
    ...(fitted.kind === 'wrong' ? fitted.mistakes : []),
  ]
  if (wrong.length > 0 || fitted.kind === 'wrong') return { kind: 'wrong', mistakes: wrong }
  return {
    kind: 'ok',
    catalogue: {
      categories: categories.map(({ value }) => value),
      exits: exits.map(({ value }) => value),
      urgent: urgent.value,
      findSigns: makeMatcher(read.signs),
      fitted: fitted.fitted,
    },
  }
}

function open<T>(file: ContentFile, schema: z.ZodType<T>, mistakes: string[]): Kept<T>[] {
  const opened = openYaml(file)
  if (opened.kind === 'wrong') {
    mistakes.push(...opened.mistakes)
    return []
  }
  const parsed = schema.safeParse(opened.file.value)
  if (parsed.success) return [{ value: parsed.data, file: opened.file }]
  for (const { path, message } of parsed.error.issues)
    mistakes.push(`${opened.file.place(path)}: ${path.join('.')}: ${message}`)
  return []
}

function weighted(
  kind: 'category' | 'exit',
  code: string,
  signs: { [weight: string]: string[] },
  file: YamlFile,
): SignAt[] {
  return Object.entries(signs).flatMap(([weight, list]) =>
    list.map((sign, place) => signAt(kind, code, sign, Number(weight), file, ['signs', weight, place])),
  )
}

function signAt(
  kind: SignOwner['kind'],
  code: string,
  sign: string,
  weight: number,
  file: YamlFile,
  path: SignAt['path'],
): SignAt {
  return { owner: { kind, code, sign, weight }, file, path }
}

type AllRead = { signs: { owner: SignOwner; slots: Slot[] }[]; mistakes: string[] }

function readSigns(signs: readonly SignAt[], lists: WordLists): AllRead {
  const all: AllRead = { signs: [], mistakes: [] }
  for (const { owner, file, path } of signs) {
    const review = readSign(owner.sign, lists)
    if (review.kind === 'wrong') all.mistakes.push(`${file.place(path)}: ${review.mistake}`)
    else all.signs.push({ owner, slots: review.slots })
  }
  return all
}

function repeatsOf(signs: readonly SignAt[]): string[] {
  const seen = new Set<string>()
  return signs.flatMap(({ owner: { kind, code, sign }, file, path }) => {
    const key = `${kind} ${code} ${sign}`
    if (seen.has(key)) return [`${file.place(path)}: “${sign}” stands twice`]
    seen.add(key)
    return []
  })
}

function twinsOf(categories: readonly Kept<{ code: string }>[]): string[] {
  const codes = categories.map(({ value }) => value.code)
  const twins = categories.filter(({ value }, at) => codes.indexOf(value.code) < at)
  const lines = twins.map(({ value, file }) => `${file.place(['code'])}: the code ${value.code} stands twice`)
  return codes.includes('KHAC') ? lines : [...lines, 'the category KHAC is missing']
}
