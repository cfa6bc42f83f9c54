import { readdirSync, readFileSync } from 'node:fs'
import { readCatalogue } from './read-catalogue.js'
import type { Catalogue } from './categories.js'
import type { ContentFile } from './yaml-file.js'

const FOLDER = new URL('../../../content/categories/', import.meta.url)

/** The files of `content/categories/` as they stand. */
export function givenFiles(): ContentFile[] {
  const names = readdirSync(FOLDER).filter((name) => /\.(?:yaml|txt)$/.test(name))
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }))
}

export function givenCatalogue(files: readonly ContentFile[] = givenFiles()): Catalogue {
  const review = readCatalogue(files)
  if (review.kind === 'wrong') throw new Error(review.mistakes.join('\n'))
  return review.catalogue
}
