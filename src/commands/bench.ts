import { parseArgs } from 'node:util'
import { codeOf } from '../platform/startup-error.js'
import { UsageError } from './usage-error.js'

/** Each is a program of its own that prints as it goes and, last, one JSON object. */
type Bench = { run(options: { citizens: number; rounds: number; files: readonly string[] }): Promise<number> }

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  replies: () => import('../../test/bench/replies.js'),
  broadcast: () => import('../../test/bench/broadcast.js'),
  chat: () => import('../../test/bench/chat.js'),
  category: () => import('../../test/bench/category.js'),
  extract: () => import('../../test/bench/extract.js'),
  areas: () => import('../../test/bench/areas.js'),
}

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      citizens: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
      file: { type: 'string', multiple: true, default: [] },
    },
  })
  const [name = ''] = positionals
  const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (!load || positionals.length > 1) throw new UsageError(`name one of: ${Object.keys(BENCHES).join(', ')}`)
  const options = {
    citizens: toCount('citizens', values.citizens),
    rounds: toCount('rounds', values.rounds),
    files: values.file,
  }
  const bench = await loadTypeScript(load).catch((error: unknown) => {
    if (codeOf(error) !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new UsageError('the benches stand in test/, which is not installed here: run them in a checkout', {
      cause: error,
    })
  })
  return bench.run(options)
}

/** Unlike the program, what stands in `test/` is not compiled. */
async function loadTypeScript(load: () => Promise<Bench>): Promise<Bench> {
  const { register } = await import('tsx/esm/api')
  register()
  return load()
}

function toCount(name: string, given: string): number {
  if (!/^[1-9]\d{0,3}$/.test(given)) throw new UsageError(`--${name} must be a whole number from 1 to 9999`)
  return Number(given)
}
