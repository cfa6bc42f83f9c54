import type { Names } from './expressions.js'
import type { Flow, FlowNode, ValueType } from './flow-schema.js'
import { expressionsIn } from './flow-walk.js'

/** Names with the types that their questions give them; two makers of different types give `any`. */
export function namesOfAnswers(flows: readonly Flow[]): Names {
  const names: Names = {}
  const add = (path: string, type: ValueType) => {
    const [head = '', tail] = path.split('.')
    const made = tail === undefined ? type : 'map'
    names[head] = names[head] === undefined || names[head] === made ? made : 'any'
  }
  for (const flow of flows) {
    for (const [name, type] of Object.entries(flow.takes ?? {})) add(name, type)
    for (const node of Object.values(flow.nodes)) for (const [path, type] of savesOf(node)) add(path, type)
    for (const path of Object.values(flow.nodes).flatMap(setPathsOf)) if (!(path in names)) add(path, 'any')
    const media = flow.defaults?.media
    if (media) add(media.save, 'list')
    if (media?.caption) add(media.caption, 'text')
  }
  return names
}

function savesOf(node: FlowNode): [string, ValueType][] {
  const saves: [string, ValueType][] = []
  if (node.kind !== 'ask') return saves
  if (node.save) saves.push([node.save, savedType(node)])
  if (node.free) saves.push([node.free.save, 'text'])
  if (node.location) saves.push([node.location.save, 'map'])
  if (node.media) saves.push([node.media.save, 'list'])
  if (node.media?.caption) saves.push([node.media.caption, 'text'])
  if (node.caption) saves.push([node.caption, 'text'])
  return saves
}

function savedType(node: { input?: string | undefined; many?: boolean | undefined }): ValueType {
  if (node.many || node.input === 'media') return 'list'
  if (node.input === 'number') return 'number'
  return node.input === 'money' || node.input === 'date' ? 'map' : 'text'
}

/** What a node sets in passing has the type of its question, or any. */
function setPathsOf(node: FlowNode): string[] {
  const options = node.kind === 'ask' ? (node.options ?? []) : []
  return [node.set, ...options.map((option) => option.set)].flatMap((set) => Object.keys(set ?? {})).map(headOf)
}

function headOf(path: string): string {
  return path.split('.')[0] ?? path
}

/** Facts that some expression reads: one that is missing reads as null instead of failing. */
export function namesOfFacts(flows: readonly Flow[]): Names {
  const names: Names = {}
  for (const flow of flows) {
    for (const node of Object.values(flow.nodes)) {
      for (const { value } of expressionsIn(node)) {
        for (const match of value.matchAll(/\bfacts\.([A-Za-z_]\w*)/g)) names[match[1] ?? ''] = 'any'
      }
    }
  }
  return names
}
