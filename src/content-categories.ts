import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalogue } from './features/tips/categories.js'
import { type CatalogueReview, readCatalogue } from './features/tips/read-catalogue.js'
import { parsedOnce } from './parsed-once.js'
import { StartupError } from './platform/startup-error.js'

const FOLDER = 'categories'

/** Reads `content/categories/`. Throws one line that names the file and the line. */
export async function loadCatalogue(folder: string): Promise<Catalogue> {
  const review = await reviewCatalogue(folder)
  if (review.kind === 'ok') return review.catalogue
  const [first, ...others] = review.mistakes
  throw new StartupError(`content/${first}${others.length > 0 ? ` (and ${others.length} more mistakes)` : ''}`)
}

/** With all that is wrong, each line beginning with the file's path. */
export async function reviewCatalogue(folder: string): Promise<CatalogueReview> {
  const names = (await readdir(join(folder, FOLDER))).filter((name) => /\.(?:yaml|txt)$/.test(name)).sort()
  const files = names.map((name) => ({
    name: `${FOLDER}/${name}`,
    text: readFileSync(join(folder, FOLDER, name), 'utf8'),
  }))
  // Making the matcher takes a quarter of a second.
  const all = files.map(({ name, text }) => `${name}\n${text}`).join('\n')
  return parsedOnce(FOLDER, all, () => readCatalogue(files))
}
