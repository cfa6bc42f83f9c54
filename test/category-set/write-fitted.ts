import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PROJECT_DIR } from '../../src/config.js'
import { loadCatalogue } from '../../src/content-categories.js'
import type { Fitted } from '../../src/features/tips/fitted-phrases.js'
import { wordOf } from '../../src/features/tips/message-words.js'
import { readPart } from './category-set.js'
import { fitPhrases } from './fit.js'

const HEAD = `# Made by \`npm run fit\` from the messages for developing in test/category-set/; made again, not edited.
# A phrase of one or two words and how many points it adds to a category or an exit, or (P0) to that it cannot wait.
# Without marks: compared without marks. With marks: as it is, in messages that are written with marks.
# "<message>" stands in every message, "<number>" is a word that begins with a digit.
`
const FILE = join(PROJECT_DIR, 'content', 'categories', 'fitted.txt')

const catalogue = await loadCatalogue(join(PROJECT_DIR, 'content'))
const messages = readPart('developing')
const spellings = new Map(
  messages.flatMap(({ text }) => wordsOf(text).map((word) => [wordOf(word).key, word] as const)),
)
const fitted = fitPhrases(messages, catalogue)
await writeFile(FILE, `${HEAD}${linesOf(fitted)}\n`)
process.stdout.write(`${fitted.size} phrases are in ${FILE}.\n`)

/** The heaviest weight of a phrase first. */
function linesOf(phrases: Fitted): string {
  const lines = [...phrases].map(([phrase, { weights }]) => {
    const heaviest = [...weights].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    return `${spelled(phrase)}: ${heaviest.map(({ label, weight }) => `${label} ${weight}`).join(', ')}`
  })
  return lines.join('\n')
}

function spelled(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) => spellings.get(word) ?? word)
    .join(' ')
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
