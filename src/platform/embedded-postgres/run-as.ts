import { type SpawnOptions, spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { StartupError } from '../startup-error.js'
import type { Binaries } from './binaries.js'

type Ran = { exitCode: number | null; output: string }

/** How PostgreSQL's programs are started here. `owner` must own the data; undefined: we do already. */
export type RunAs = {
  owner: { uid: number; gid: number } | undefined
  run(file: string, args: readonly string[]): Promise<Ran>
}

type User = { uid: number; gid: number }
type Way = { owner: User | undefined; prefix: readonly string[]; options: SpawnOptions }

const CHECK = 'cd "$0" && test -r "$2" && exec "$1" -V'

/**
 * PostgreSQL refuses to run as root. Then a user without rights runs it, who cannot enter folders closed to others
 * (root's home), so the ways are tried from the least power to the most: the user alone; with the capability to search
 * and read folders; with the one to write too (all that a container usually has); and root under another number in a
 * user namespace, for machines where no other user exists.
 */
export async function chooseRunAs(binaries: Binaries, folder: string, dataFolder: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return asRunAs({ owner: undefined, prefix: [], options: {} })
  const user = ownerOf(dataFolder) ?? nobody()
  const refusals: string[] = []
  for (const way of waysFor(user)) {
    const runAs = asRunAs(way)
    const check = await runAs.run('/bin/sh', ['-c', CHECK, folder, binaries.postgres, binaries.share])
    if (check.exitCode === 0) return runAs
    refusals.push(check.output.trim().split('\n').at(-1) ?? '')
  }
  const why = [...new Set(refusals)].filter(Boolean).join('; ')
  throw new StartupError(
    `PostgreSQL does not run as root, and root cannot become another user here (${why}): start as a normal user, or set DATABASE_URL`,
  )
}

function waysFor(user: User): Way[] {
  const drop = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  // no_setuid_fixup: access(2), with which PostgreSQL looks for its programs, otherwise ignores capabilities.
  const keeping = (capability: string) => [
    ...drop,
    '--securebits=+no_setuid_fixup',
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=+${capability}`,
  ]
  const namespace = ['unshare', '--user', `--map-user=${user.uid}`, `--map-group=${user.gid}`]
  return [
    { owner: user, prefix: [], options: { uid: user.uid, gid: user.gid } },
    { owner: user, prefix: keeping('dac_read_search'), options: {} },
    { owner: user, prefix: keeping('dac_override'), options: {} },
    { owner: undefined, prefix: namespace, options: {} },
  ]
}

function asRunAs({ owner, prefix, options }: Way): RunAs {
  return {
    owner,
    run: (file, args) => {
      const [command = file, ...rest] = [...prefix, file, ...args]
      return runToEnd(command, rest, options)
    },
  }
}

/** In a session of its own, so that Ctrl-C in our terminal does not reach it. */
function runToEnd(command: string, args: readonly string[], options: SpawnOptions): Promise<Ran> {
  const apart = { cwd: '/', env: environment(), detached: true, windowsHide: true } as const
  return new Promise<Ran>((resolve, reject) => {
    const child = spawn(command, args, { ...options, ...apart, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  }).catch((error: Error) => ({ exitCode: null, output: error.message }))
}

/** No PG* variable may steer the server, and none of our secrets belongs in its environment. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP']
  return { LC_ALL: 'C', ...Object.fromEntries(kept.map((name) => [name, process.env[name]])) }
}

function ownerOf(folder: string): User | undefined {
  const stat = statSync(folder, { throwIfNoEntry: false })
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : undefined
}

/** initdb wants a user with a name; every system has this one. */
function nobody(): User {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith('nobody:'))
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':')
  return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
}
