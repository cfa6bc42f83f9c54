import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { telegramChannel } from '../channels/telegram/telegram.js'
import { WEBCHAT_CAPABILITIES } from '../channels/webchat/capabilities.js'
import { PROJECT_DIR } from '../config.js'
import { checkFlows, describeProblem } from '../features/flows/check.js'
import { EFFECT_SPECS } from '../features/flows/effect-specs.js'

export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const folder = positionals[0] ?? join(PROJECT_DIR, 'flows')
  if (!existsSync(folder)) {
    process.stderr.write(`There is no folder ${folder}.\n`)
    return 1
  }
  const telegram = telegramChannel({ log: pino({ level: 'silent' }) })
  const problems = checkFlows(folder, EFFECT_SPECS, [
    { name: 'Telegram', capabilities: telegram.capabilities },
    { name: 'web chat', capabilities: WEBCHAT_CAPABILITIES },
  ])
  for (const problem of problems) process.stdout.write(`${describeProblem(problem)}\n`)
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  process.stdout.write(problems.length === 0 ? 'The flows are in order.\n' : `${count}.\n`)
  return problems.length === 0 ? 0 : 1
}
