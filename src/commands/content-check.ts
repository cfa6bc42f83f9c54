import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_DIR } from '../config.js'
import { readContent } from '../content.js'

export async function run(args: readonly string[]): Promise<number> {
  parseArgs({ args: [...args], options: {} })
  const { areas, units, rules, holidays, catalogue } = await readContent(join(PROJECT_DIR, 'content'))
  const { categories } = catalogue
  process.stdout.write(
    `The content is in order: ${areas.length} areas, ${units.length} units, ${rules.length} routing rules, ` +
      `${categories.length} categories, ${holidays.length} holidays.\n`,
  )
  return 0
}
