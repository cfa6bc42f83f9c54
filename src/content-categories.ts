import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Catalogue } from './features/tips/categories.js'
import { type CatalogueReview, readCatalogue } from './features/tips/read-catalogue.js'
import type { ContentFile } from './features/tips/yaml-file.js'
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
  const files = await Promise.all(
    names.map(async (name) => ({
      name: `${FOLDER}/${name}`,
      text: await readFile(join(folder, FOLDER, name), 'utf8'),
    })),
  )
  return readOnce(files)
}

let known: { files: string; review: CatalogueReview } | undefined

/** Making the matcher takes a quarter of a second and depends on nothing but the files. */
function readOnce(given: readonly ContentFile[]): CatalogueReview {
  const files = JSON.stringify(given)
  if (known?.files !== files) known = { files, review: readCatalogue(given) }
  return known.review
}
