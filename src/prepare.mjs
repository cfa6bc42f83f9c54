// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withProcessLock } from './platform/process-lock.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.anninh-installed')

/** Installs the dependencies when they are missing or stale. Started twice at once, the second waits for the first. */
export async function prepare() {
  try {
    refuseOldNode()
    if (isInstalled()) return
    await withProcessLock(join(root, '.prepare-lock'), install, (pid) =>
      say(`waiting for process ${pid}, which installs`),
    )
  } catch (error) {
    fail('the dependencies cannot be installed', error)
  }
}

/** One line, and the end. */
export function fail(what, error) {
  say(explain(what, error))
  process.exit(1)
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}`)
}

/** True when what is installed belongs to this lock file and this Node. */
function isInstalled() {
  return read(stampFile) === stamp() && isComplete()
}

/** Folders of packages get lost: to a tidy disk, to an install that was interrupted. Optional ones may be left out. */
function isComplete() {
  const record = read(join(modules, '.package-lock.json'))
  if (record === undefined) return true
  return Object.entries(JSON.parse(record).packages).every(
    ([path, entry]) => entry.optional === true || existsSync(join(root, path, 'package.json')),
  )
}

async function install() {
  if (isInstalled()) return
  if (!isInstalledByHand()) {
    say(
      `installing the dependencies for Node ${process.versions.node} (${existsSync(modules) ? 'they are stale' : 'first time'}) …`,
    )
    await npmCi()
  }
  linkCommand()
  writeFileSync(stampFile, stamp())
}

function stamp() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${machine()}\n${createHash('sha256').update(lock).digest('hex')}\n`
}

/** Native parts are built for these. */
function machine() {
  return `node ${process.versions.node.split('.')[0]} ${process.platform} ${process.arch}`
}

/** Somebody ran `npm ci` or `npm install` and npm's own record says that it holds what the lock file asks for. */
function isInstalledByHand() {
  const earlier = read(stampFile)
  if (earlier !== undefined && !earlier.startsWith(`${machine()}\n`)) return false
  const record = read(join(modules, '.package-lock.json'))
  if (record === undefined || !isComplete()) return false
  const installed = JSON.parse(record).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return isDispensable(entry)
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/** Optional packages are tied to a machine, or serve one that is: npm leaves those of other machines out. */
function isDispensable(entry) {
  if (entry.dev === true && process.env.NODE_ENV === 'production') return true
  return entry.optional === true && !isMadeForThisMachine(entry)
}

function isMadeForThisMachine({ os, cpu, libc }) {
  const fits = (list, value) => !list || list.includes(value)
  const isTied = os !== undefined || cpu !== undefined
  return isTied && fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, libcOfThisMachine())
}

function libcOfThisMachine() {
  return process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

function npmCi() {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command, ...rest] = [
    ...npm,
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  // npm's progress belongs to people, not to the output of the command that waits for it.
  const options = { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' && npm.length === 1 }
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, options)
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(
            new Error(`the dependencies could not be installed (npm ci ended with ${code}); npm's reason stands above`),
          ),
    )
  })
}

/** So that `npx anninh` finds this checkout's command at once. */
function linkCommand() {
  if (process.platform === 'win32') return
  const link = join(modules, '.bin', 'anninh')
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link)
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync('../../src/anninh.mjs', link)
}

function explain(what, error) {
  const folder = error.path ? ` ${error.path}` : ''
  if (error.code === 'ENOENT' && error.syscall?.startsWith('spawn'))
    return 'npm is not on the PATH: it comes with Node.js'
  if (error.code === 'EACCES' || error.code === 'EROFS') return `${what}:${folder} cannot be written`
  if (error.code === 'ENOSPC') return `${what}: no space left on the device`
  return error.message
}

function say(line) {
  process.stderr.write(`anninh: ${line}\n`)
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await prepare()
