import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test as base } from 'vitest'
import { ROOT } from './embedded-case.js'

const PARTS = ['src/compile.mjs', 'src/prepare.mjs', 'src/platform/process-lock.mjs', 'tsconfig.json']

/** A checkout of a small program, with the compiler that the real one has. */
const test = base.extend<{ checkout: string }>({
  checkout: async ({ task: _ }, use) => {
    const checkout = mkdtempSync(join(tmpdir(), 'anninh-compile-'))
    for (const file of PARTS) cpSync(join(ROOT, file), join(checkout, file))
    mkdirSync(join(checkout, 'node_modules'))
    symlinkSync(join(ROOT, 'node_modules/esbuild'), join(checkout, 'node_modules/esbuild'))
    write(checkout, 'src/part/words.ts', `export const words: string = 'xin chào'\n`)
    write(checkout, 'src/part/look.css', 'p { color: red }\n')
    await use(checkout)
    rmSync(checkout, { recursive: true, force: true })
  },
})

function write(checkout: string, file: string, text: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true })
  writeFileSync(join(checkout, file), text)
}

function compile(checkout: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(checkout, 'src/compile.mjs')], (error, _, said) => {
      resolve({ code: error ? Number(error.code) : 0, said })
    })
  })
}

const made = (checkout: string, file: string) => readFileSync(join(checkout, '.build', file), 'utf8')

test('what is loaded is made of the TypeScript, with everything else beside it', async ({ checkout }) => {
  expect(await compile(checkout)).toEqual({ code: 0, said: '' })
  expect(made(checkout, 'part/words.js')).toContain('const words = "xin chào"')
  expect(JSON.parse(made(checkout, 'part/words.js.map'))).toMatchObject({ sources: ['../../src/part/words.ts'] })
  expect(made(checkout, 'part/look.css')).toBe('p { color: red }\n')
})

test('a file that changed, came or went is in the next start, and nothing else makes it anew', async ({ checkout }) => {
  await compile(checkout)
  write(checkout, '.build/part/look.css', 'touched')
  await compile(checkout)
  expect(made(checkout, 'part/look.css')).toBe('touched')

  write(checkout, 'src/part/words.ts', `export const words: string = 'tạm biệt'\n`)
  await compile(checkout)
  expect(made(checkout, 'part/words.js')).toContain('tạm biệt')
  rmSync(join(checkout, 'src/part/look.css'))
  write(checkout, 'src/part/more.ts', 'export const more = 1\n')
  await compile(checkout)
  expect(readdirSync(join(checkout, '.build/part')).sort()).toEqual([
    'more.js',
    'more.js.map',
    'words.js',
    'words.js.map',
  ])
})

test('started twice at once, both find it whole', async ({ checkout }) => {
  const both = await Promise.all([compile(checkout), compile(checkout)])
  expect(both).toEqual([
    { code: 0, said: '' },
    { code: 0, said: '' },
  ])
  expect(made(checkout, 'part/words.js')).toContain('xin chào')
})

test('what cannot be compiled ends in one line and a code, and leaves the former program', async ({ checkout }) => {
  await compile(checkout)
  write(checkout, 'src/part/words.ts', 'export const = 1\n')
  const { code, said } = await compile(checkout)
  expect(code).toBe(1)
  expect(said).toMatch(/^anninh: the program cannot be compiled: src\/part\/words\.ts:1:13: .*\n$/)
  expect(made(checkout, 'part/words.js')).toContain('xin chào')
  expect(readdirSync(checkout).filter((name) => name.startsWith('.build-'))).toEqual([])
})
