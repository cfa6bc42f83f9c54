// Plain JavaScript: it makes what is loaded from the TypeScript.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withProcessLock } from './platform/process-lock.mjs'
import { fail } from './prepare.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'src')
/** Stands beside `src/`, so that a file finds the rest of the checkout by the same path. */
const compiled = join(root, '.build')
const compiler = JSON.parse(readFileSync(join(root, 'node_modules/esbuild/package.json'), 'utf8'))

/**
 * Makes `.build/` from `src/` unless it is of these very files. Loading the TypeScript itself would keep a compiler in
 * the memory of every process. Whole or not at all: it is made aside and then put in its place.
 */
export async function compile() {
  try {
    const stamp = makeStamp()
    if (isMadeFrom(stamp)) return
    await withProcessLock(join(root, '.prepare-lock'), () => isMadeFrom(stamp) || make(stamp))
  } catch (error) {
    fail('the program cannot be compiled', error)
  }
}

function isMadeFrom(stamp) {
  try {
    return readFileSync(join(compiled, 'stamp'), 'utf8') === stamp
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** By content: times of files survive neither a checkout nor a copy. */
function makeStamp() {
  const hash = createHash('sha256').update(compiler.version)
  for (const path of [join(root, 'tsconfig.json'), ...list()])
    hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}

function list() {
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

async function make(stamp) {
  const aside = join(root, `.build-${process.pid}`)
  try {
    rmSync(aside, { recursive: true, force: true }) // of a process that was killed and had our number
    mkdirSync(aside)
    await fill(aside)
    writeFileSync(join(aside, 'stamp'), stamp)
    rmSync(compiled, { recursive: true, force: true })
    renameSync(aside, compiled)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

async function fill(folder) {
  const files = list()
  const isTypeScript = (path) => ['.ts', '.tsx'].includes(extname(path))
  const { build, stop } = await import('esbuild')
  try {
    await build({
      entryPoints: files.filter(isTypeScript),
      ...{ absWorkingDir: root, outbase: source, outdir: folder, format: 'esm', platform: 'node', target: 'node20.19' },
      ...{ charset: 'utf8', sourcemap: 'linked', sourcesContent: false, logLevel: 'silent' },
    })
  } catch (error) {
    throw firstOf(error)
  } finally {
    await stop()
  }
  for (const path of files.filter((path) => !isTypeScript(path))) cpSync(path, join(folder, path.slice(source.length)))
}

function firstOf(error) {
  const [{ text, location } = {}] = error.errors ?? []
  if (!location) return error
  const { file, line, column } = location
  return new Error(`the program cannot be compiled: ${file}:${line}:${column}: ${text}`, { cause: error })
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await compile()
