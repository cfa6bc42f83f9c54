import type { Flow, FlowNode } from '../../engine/flow-schema.js'
import { textsIn } from '../../engine/flow-walk.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'
import type { CheckedChannel } from './check.js'

/** No text, with its numbered choices, is longer than a channel takes. Filled values come on top and are clipped. */
export function checkLimits(library: FlowLibrary, channels: readonly CheckedChannel[]): Problem[] {
  const inFlows = [...library.current.values()].flatMap((flow) =>
    Object.entries(flow.nodes).flatMap(([id, node]) =>
      longest(flow, node).flatMap(({ at, length }) => tooLong(flow.file, id, at, length, channels)),
    ),
  )
  const phrases = Object.entries(library.phrases).flatMap(([name, text]) => {
    return tooLong('phrases.yaml', name, 'text', Math.max(lengthOf(text.vi), lengthOf(text.en)), channels)
  })
  return [...inFlows, ...phrases]
}

function longest(flow: Flow, node: FlowNode): { at: string; length: number }[] {
  return textsIn(flow, node).map(({ at, value }) => {
    const lengths = (['vi', 'en'] as const).map(
      (lang) => lengthOf(value[lang]) + (at === 'ask' ? choiceLines(node, lang) : 0),
    )
    return { at, length: Math.max(...lengths) }
  })
}

function choiceLines(node: FlowNode, lang: 'vi' | 'en'): number {
  if (node.kind !== 'ask') return 0
  const shown = (node.options ?? []).filter((option) => !option.typed)
  return shown.reduce((sum, option) => sum + lengthOf(option.label[lang]) + '10. \n'.length, 2)
}

function tooLong(
  file: string,
  node: string,
  at: string,
  length: number,
  channels: readonly CheckedChannel[],
): Problem[] {
  return channels
    .filter(({ capabilities }) => length > capabilities.maxText)
    .map(({ name, capabilities }) => ({
      file,
      node,
      message: `${at} has ${length} characters with its choices, ${name} takes ${capabilities.maxText}: shorten it`,
    }))
}

function lengthOf(text: string | undefined): number {
  return text === undefined ? 0 : text.length
}
