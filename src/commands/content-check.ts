import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_DIR } from '../config.js'
import { readOldDistricts, readRegisters } from '../content.js'
import { reviewCatalogue } from '../content-categories.js'
import { listStale, reviewTeaching } from '../content-teaching.js'

/** Ends with 1 when anything is wrong. What is past its date is listed and is no mistake: somebody must look at it. */
export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const folder = positionals[0] ?? join(PROJECT_DIR, 'content')
  const review = await reviewCatalogue(folder)
  if (review.kind === 'wrong') return sayMistakes(review.mistakes)
  const registers = await readRegisters(folder)
  readOldDistricts(folder)
  const teaching = await reviewTeaching(folder, registers)
  for (const place of listStale(teaching, new Date()))
    say(`content/${place}: past its date, look whether it still holds`)
  if (teaching.mistakes.length > 0) return sayMistakes(teaching.mistakes)
  const { areas, units, rules, holidays, catalogue } = registers
  const { bulletins, quizzes } = teaching
  const questions = quizzes.reduce((sum, quiz) => sum + quiz.questions.length, 0)
  say(
    `The content is in order: ${areas.length} areas, ${units.length} units, ${rules.length} routing rules, ` +
      `${catalogue.categories.length} categories, ${holidays.length} holidays, ${bulletins.length} bulletins, ` +
      `${quizzes.length} quizzes with ${questions} questions.`,
  )
  return 0
}

function sayMistakes(mistakes: readonly string[]): number {
  for (const mistake of mistakes) say(`content/${mistake}`)
  say(`${mistakes.length} problems.`)
  return 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
