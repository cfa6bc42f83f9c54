import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FlowFile } from '../../engine/parse-flow.js'

/** The flow files of a folder, each with the version that its text has. */
export function readFlowFolder(folder: string): FlowFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    return { name, text, version: createHash('sha256').update(text).digest('hex').slice(0, 16) }
  })
}
