import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../..')
const PURE = /pure: no|Do not use the global variable/
const ALONE = /The engine stands alone/
const GROUND = /The platform is the ground/
const COMPOSITION = /Only main and the commands import the composition root/
const CONTENT = /Only the composition root and the commands read the environment and content/
const QUERIES = /Another feature's queries are its own affair/

const from = (path: string) => `import { x } from '${path}'\nexport const y = x\n`
const doing = (expression: string) => `export const y = ${expression}\n`

/** One bad file for each hole that a rule must close. */
const REFUSED: readonly (readonly [file: string, text: string, reason: RegExp])[] = [
  ...['node:fs', 'undici', 'telegraf/types', 'pg', 'hono/jsx'].map((name) => ['engine', from(name), PURE] as const),
  ...['Date.now()', 'new Date()', 'Math.random()', 'crypto.randomUUID()', "fetch('a')", 'setTimeout(print, 1)'].map(
    (expression) => ['engine', doing(expression), PURE] as const,
  ),
  ['engine', doing("process.env['A']"), PURE],
  ...['content', 'main', 'commands', 'commands/start', 'config', 'app', 'platform/db', 'features/tips/routing'].map(
    (path) => ['engine', from(`../${path}.js`), ALONE] as const,
  ),
  ['features/tips/routing.ts', from('node:fs'), PURE],
  ['features/tips/identifiers.ts', from('./queries.js'), PURE],
  ['features/tips/urgency.ts', from('../units/queries.js'), QUERIES],
  ['features/tips/outcomes.ts', doing('new Date()'), PURE],
  ['features/deadlines/deadline.ts', doing('Date.now()'), PURE],
  ['features/tips/due.ts', doing('process.env'), PURE],
  ...['content', 'config', 'main', 'commands', 'app', 'features/tips/routing', 'console/page'].map(
    (path) => ['platform', from(`../${path}.js`), GROUND] as const,
  ),
  ['features/tips/pages', from('../../units/queries.js'), QUERIES],
  ['features/tips/pages', from('../../../features/units/queries.js'), QUERIES],
  ['features/tips', from('../units/alarm-queries.js'), QUERIES],
  ['features/tips', from('../units/queries.js'), QUERIES],
  ...['conversations', 'channels/telegram', 'features/tips', 'console'].flatMap((folder) => {
    const up = '../'.repeat(folder.split('/').length)
    return [
      [folder, from(`${up}content.js`), CONTENT] as const,
      [folder, from(`${up}config.js`), CONTENT] as const,
      [folder, from(`${up}app.js`), COMPOSITION] as const,
      [folder, from(`${up}commands.js`), COMPOSITION] as const,
    ]
  }),
  ['channels/telegram', from('../webchat/line.js'), /Channels do not know each other/],
  ['channels/webchat', from('../telegram/api.js'), /Channels do not know each other/],
  ['channels/telegram', from('../../features/tips/routing.js'), /it knows no feature/],
  ['conversations', from('../channels/telegram/api.js'), /Nothing outside channels/],
  ['conversations', from('../features/tips/routing.js'), /The shell gets features as values/],
  ['console', from('../features/tips/routing.js'), /The console knows no feature/],
  ['features/tips', from('../../channels/telegram/api.js'), /does not know a channel/],
  ['features/tips', from('../../conversations/receive.js'), /Features do not import the conversations/],
]

/** What a reader may take for a breach and is none. */
const TAKEN: readonly (readonly [file: string, text: string])[] = [
  ['engine', doing('new Date(0)')],
  ['engine', from('./step.js')],
  ['features/tips', from('../units/load-unit-tree.js')],
  ['features/tips', from('./queries.js')],
  ['features/tips/pages', from('../queries.js')],
  ['features/tips', doing('Date.now()')],
]

const Report = z.object({
  diagnostics: z.array(z.object({ message: z.string(), location: z.object({ path: z.string() }) })),
})

let folder = ''
let complaints: { file: string; message: string }[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anninh-rules-'))
  for (const name of ['biome.json', '.biome', '.gitignore'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  for (const [index, [file, text]] of [...REFUSED, ...TAKEN].entries()) write(pathOf(index, file), text)
  complaints = lint()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(REFUSED.map((entry, index) => [...entry, index] as const))(
  'in %s this is refused: %s',
  (file, _, reason, index) => {
    expect(complaintsAbout(pathOf(index, file))).toMatch(reason)
  },
)

test.each(TAKEN.map((entry, index) => [...entry, REFUSED.length + index] as const))(
  'in %s this is taken: %s',
  (file, _, index) => {
    expect(complaintsAbout(pathOf(index, file))).toBe('')
  },
)

/** A rule that names one file wants that file. */
function pathOf(index: number, file: string): string {
  return `src/${file.endsWith('.ts') ? file : `${file}/x${index}.ts`}`
}

function lint(): { file: string; message: string }[] {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome')
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.']
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 })
  return Report.parse(JSON.parse(stdout)).diagnostics.map(({ message, location }) => ({ file: location.path, message }))
}

function complaintsAbout(path: string): string {
  const about = complaints.filter(({ file }) => file === path)
  return about.map(({ message }) => message).join('\n')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
