import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export type ServerProcess = {
  /** Milliseconds until it said that it is ready; null when it ended before. */
  ready: Promise<number | null>
  ended: Promise<unknown>
  isRunning(): boolean
  output(): string
  /** Of this process alone; its database runs in others. */
  memoryMegabytes(): { now: number; peak: number }
  cpuSeconds(): number
  /** SIGKILL: nothing is finished, nothing is tidied up. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** The real command, as `npm start` runs it. */
export function startServer(env: Record<string, string>): ServerProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/.test(name)),
  )
  const since = performance.now()
  const child = spawn(process.execPath, ['src/anninh.mjs', 'start'], { cwd: ROOT, env: { ...inherited, ...env } })
  // Whatever happens to us, nothing is left running.
  const stopToo = () => void child.kill('SIGTERM')
  process.once('exit', stopToo)
  const ended = once(child, 'close').finally(() => process.off('exit', stopToo))
  let output = ''
  const ready = new Promise<number | null>((resolve) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Ready.')) resolve(Math.round(performance.now() - since))
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    void ended.then(() => resolve(null))
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  const pid = child.pid ?? 0
  return {
    ...{ ready, ended, output: () => output, isRunning: () => child.exitCode === null && child.signalCode === null },
    memoryMegabytes: () => readMemory(pid),
    cpuSeconds: () => readCpu(pid),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/** NaN where there is no /proc. */
function readMemory(pid: number): { now: number; peak: number } {
  const status = readProc(pid, 'status')
  const read = (name: string) => Math.round(Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) / 1024)
  return { now: read('VmRSS'), peak: read('VmHWM') }
}

const TICKS_PER_SECOND = 100

function readCpu(pid: number): number {
  const fields = readProc(pid, 'stat').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

function readProc(pid: number, name: string): string {
  return process.platform === 'linux' ? readFileSync(`/proc/${pid}/${name}`, 'utf8') : ''
}
