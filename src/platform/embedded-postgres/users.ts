import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { namesOfLiveProcesses, ownProcess } from '../process-lock.mjs'

/** How often this process uses the server of a home; the file says only that it does. */
const uses = new Map<string, number>()

/** The caller holds the lock. A killed process's file stops counting by itself. */
export function addUser(home: string): void {
  uses.set(home, (uses.get(home) ?? 0) + 1)
  mkdirSync(join(home, 'users'), { recursive: true })
  writeFileSync(join(home, 'users', ownProcess()), home)
}

/** The caller holds the lock. */
export function removeUser(home: string): 'last' | 'others_remain' {
  const left = (uses.get(home) ?? 1) - 1
  uses.set(home, left)
  if (left > 0) return 'others_remain'
  rmSync(join(home, 'users', ownProcess()), { force: true })
  return listUsers(home).length === 0 ? 'last' : 'others_remain'
}

/** A copied folder brings along files of users that use the original. */
function listUsers(home: string): string[] {
  const folder = join(home, 'users')
  return namesOfLiveProcesses(folder).filter((name) => readFileSync(join(folder, name), 'utf8') === home)
}
