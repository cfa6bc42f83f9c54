import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { vi } from 'vitest'
import { ROOT } from './embedded-case.js'

export const START = [process.execPath, 'src/anninh.mjs', 'start']
export const NPM_START = ['npm', 'start']

export type Program = {
  process: ChildProcess
  output(): string
  ended: Promise<{ code: number | null; signal: string | null }>
}

/** The real command in a process group of its own, as a terminal would run it. */
export function startProgram(commandLine: readonly string[], env: Record<string, string>): Program {
  const [command = '', ...args] = commandLine
  // What vitest and npm set for themselves would change what the program does.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_|TEST)/.test(name)),
  )
  const child = spawn(command, args, { cwd: ROOT, detached: true, env: { ...inherited, PORT: '0', ...env } })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  return { process: child, output: () => output, ended }
}

export async function untilReady(program: Program): Promise<void> {
  await vi.waitUntil(
    () => {
      if (program.process.exitCode !== null) throw new Error(`it ended early: ${program.output()}`)
      return program.output().includes('Ready.')
    },
    { timeout: 20_000, interval: 20 },
  )
}

/** Ctrl-C: the terminal signals every process of the group. */
export function pressCtrlC(program: Program): void {
  process.kill(-(program.process.pid ?? 0), 'SIGINT')
}
