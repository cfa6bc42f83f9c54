import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'
import { PHRASE_NAMES } from '../../engine/phrases.js'
import { translations } from './check-texts.js'

const ENTRIES = ['menu', 'free', 'look_up', 'forget', 'subscribe', 'unsubscribe']

/** Each way into a talk opens exactly one flow, and the engine has all its sentences. */
export function checkEntries(library: FlowLibrary): Problem[] {
  return [...ways(library), ...unknownWays(library), ...phrases(library)]
}

function ways(library: FlowLibrary): Problem[] {
  return ENTRIES.flatMap((entry) => {
    const owners = [...library.current.values()].filter((flow) => flow.entry?.includes(entry))
    const [first, second] = owners
    if (!first) return [{ file: 'flows', message: `no flow has the entry ${entry}: add \`entry: [${entry}]\` to one` }]
    return second
      ? [{ file: second.file, message: `has the entry ${entry} of ${first.file}: keep it in one of them` }]
      : []
  })
}

function unknownWays(library: FlowLibrary): Problem[] {
  return [...library.current.values()].flatMap((flow) => {
    const unknown = (flow.entry ?? []).filter((entry) => !ENTRIES.includes(entry))
    return unknown.map((entry) => ({
      file: flow.file,
      message: `has the unknown entry ${entry}: use ${ENTRIES.join(', ')}`,
    }))
  })
}

function phrases(library: FlowLibrary): Problem[] {
  const file = 'phrases.yaml'
  const missing = PHRASE_NAMES.filter((name) => !library.phrases[name])
  const known = Object.entries(library.phrases)
  return [
    ...missing.map((name) => ({ file, message: `has no phrase ${name}: add it` })),
    ...known.flatMap(([node, text]) => translations(node, text).map((message) => ({ file, node, message }))),
  ]
}
