import type { EffectSpec } from '../../engine/contract.js'
import type { AskNode, Flow } from '../../engine/flow-schema.js'
import { callsOf, handlersOf, targetsOf } from '../../engine/flow-walk.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'

/** Every node is reached, leads somewhere that exists, and can come to an end. */
export function checkGraph(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  const missing = missingTargets(library, flow)
  if (missing.length > 0) return missing
  return [...unreachable(flow), ...deadEnds(flow), ...openQuestions(flow), ...openOutcomes(flow, specs)]
}

function missingTargets(library: FlowLibrary, flow: Flow): Problem[] {
  const { file } = flow
  const problems: Problem[] = []
  const wanted = (target: string, node?: string) => {
    if (!flow.nodes[target])
      problems.push({
        file,
        ...(node && { node }),
        message: `leads to ${target}, which is not there: add that node or lead elsewhere`,
      })
  }
  wanted(flow.start)
  for (const handler of handlersOf(flow)) wanted(handler)
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const target of targetsOf(node)) wanted(target, id)
    for (const called of callsOf(node)) {
      if (!library.current.has(called)) {
        problems.push({
          file,
          node: id,
          message: `calls the flow ${called}, which is not there: add it or call another`,
        })
      }
    }
  }
  return problems
}

function unreachable(flow: Flow): Problem[] {
  const reached = reach(flow, [flow.start, ...handlersOf(flow)])
  const lost = Object.keys(flow.nodes).filter((id) => !reached.has(id))
  return lost.map((node) => ({
    file: flow.file,
    node,
    message: 'is unreachable: lead to it from another node or remove it',
  }))
}

function deadEnds(flow: Flow): Problem[] {
  const stuck = Object.keys(flow.nodes).filter((id) => {
    return ![...reach(flow, [id])].some((one) => ['end', 'resume'].includes(flow.nodes[one]?.kind ?? ''))
  })
  return stuck.map((node) => ({
    file: flow.file,
    node,
    message: 'is a dead end: no way leads from it to an `end`; add one',
  }))
}

/** An answer that could be taken but leads nowhere. */
function openQuestions(flow: Flow): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'ask') return []
    return openWays(node).map((message) => ({ file: flow.file, node: id, message }))
  })
}

function openWays(node: AskNode): string[] {
  const options = node.options ?? []
  if (!node.input && options.length === 0 && node.from === undefined) {
    return ['asks but takes no answer: give it options, a `from` or an `input`']
  }
  if (node.next !== undefined) return []
  const open = options.filter((option) => option.next === undefined && option.change === undefined)
  return [
    ...open.map((option) => `is a dead end for the option ${option.value}: give it (or the question) a \`next\``),
    ...(node.input && node.input !== 'media' ? ['is a dead end for what is typed: give it a `next`'] : []),
    ...(node.from === undefined ? [] : ['is a dead end for the listed choices: give it a `next`']),
  ]
}

function openOutcomes(flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'effect') return []
    const spec = specs.find((one) => one.name === node.effect)
    const open = Object.keys(spec?.outcomes ?? {}).filter((outcome) => node.outcomes[outcome] === undefined)
    return open.map((outcome) => ({
      file: flow.file,
      node: id,
      message: `is a dead end when ${node.effect} ends in ${outcome}: add it under \`outcomes\``,
    }))
  })
}

function reach(flow: Flow, from: string[]): Set<string> {
  const reached = new Set<string>()
  const queue = [...from]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = flow.nodes[id]
    if (!node || reached.has(id)) continue
    reached.add(id)
    queue.push(...targetsOf(node))
  }
  return reached
}
