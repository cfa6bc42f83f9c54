import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_DIR } from '../config.js'
import { playFlow } from '../features/flows/play.js'
import { UsageError } from './usage-error.js'

export async function run(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [flow] = positionals
  if (flow === undefined) throw new UsageError('name the flow to play, for example: npx anninh flows play report')
  const { stdin: input, stdout: output } = process
  const isKnown = await playFlow({ folder: join(PROJECT_DIR, 'flows'), flow, input, output, now: () => new Date() })
  return isKnown ? 0 : 1
}
