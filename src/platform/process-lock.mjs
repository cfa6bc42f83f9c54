import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

// Plain JavaScript without dependencies: src/prepare.mjs needs it before anything is installed.

const POLL_MS = 20

/**
 * One at a time among all processes that name this folder. Lamport's bakery: each process writes only a file of its
 * own, so a lock whose holder was killed needs no take-over, which is where lock files usually go wrong.
 */
export async function withProcessLock(folder, work, onWait) {
  mkdirSync(folder, { recursive: true })
  const name = `${ownProcess()}-${randomBytes(4).toString('hex')}`
  const file = join(folder, name)
  writeFileSync(file, '', { flag: 'wx' })
  try {
    const number = 1 + Math.max(0, ...tickets(folder, name).map((other) => other.number))
    writeFileSync(file, String(number), { flag: 'a' })
    await myTurn(folder, { name, number }, onWait)
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** `pid-start`: tells this process from a later one that gets the same number. */
export function ownProcess() {
  return `${process.pid}-${processStart(process.pid)}`
}

/** File names in the folder that begin with a live process's `ownProcess()`; the files of dead ones are removed. */
export function namesOfLiveProcesses(folder) {
  return readdirSync(folder).filter((name) => {
    const [pid, start] = name.split('-')
    if (processStart(Number(pid)) === start) return true
    rmSync(join(folder, name), { force: true })
    return false
  })
}

/** When the process began, as an opaque word; null when it is gone, or only waits for its parent to reap it. */
export function processStart(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null
  if (process.platform === 'linux') return startOnLinux(pid)
  if (!answersToSignals(pid)) return null
  return process.platform === 'win32' ? 'alive' : startByPs(pid)
}

async function myTurn(folder, mine, onWait) {
  for (let isFirstLook = true; ; isFirstLook = false) {
    const ahead = tickets(folder, mine.name).find((other) => isAhead(other, mine))
    if (!ahead) return
    if (isFirstLook) onWait?.(Number(ahead.name.split('-')[0]))
    await delay(POLL_MS)
  }
}

/** Number 0: still choosing, so it may yet get a smaller number than ours. */
function isAhead(other, mine) {
  return other.number < mine.number || (other.number === mine.number && other.name < mine.name)
}

function tickets(folder, except) {
  const names = namesOfLiveProcesses(folder).filter((name) => name !== except)
  return names
    .map((name) => ({ name, number: readNumber(join(folder, name)) }))
    .filter((ticket) => ticket.number !== null)
}

function readNumber(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

function startOnLinux(pid) {
  let stat
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return null
    throw error
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  return digest(`${bootId()} ${fields[19]}`)
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')
  } catch {
    return '' // hidden in some sandboxes; the start time alone is nearly as good
  }
}

function startByPs(pid) {
  try {
    const output = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return output.startsWith('Z') ? null : digest(output.slice(output.indexOf(' ')).trim())
  } catch (error) {
    if (error.status === 1) return null
    throw error
  }
}

function answersToSignals(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
