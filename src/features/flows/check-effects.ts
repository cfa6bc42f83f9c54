import type { ArgType, EffectSpec } from '../../engine/contract.js'
import { type TypeCheck, valueTypeOf } from '../../engine/expressions.js'
import type { Flow, NodeOf } from '../../engine/flow-schema.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'
import { checkerFor, knownNames } from './check-names.js'

/** Only effects that a feature performs, with the arguments that it takes. */
export function checkEffects(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  const check = checkerFor(knownNames(library, flow, specs))
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'effect') return []
    const spec = specs.find((one) => one.name === node.effect)
    const messages = spec
      ? [...argProblems(node, spec, check), ...outcomeProblems(node, spec)]
      : [`asks for the unknown effect ${node.effect}: use one of ${specs.map((one) => one.name).join(', ')}`]
    return messages.map((message) => ({ file: flow.file, node: id, message }))
  })
}

function argProblems(node: NodeOf<'effect'>, spec: EffectSpec, check: (source: string) => TypeCheck): string[] {
  const missing = Object.entries(spec.args).filter(([arg, { optional }]) => !optional && node.args[arg] === undefined)
  const given = Object.entries(node.args).flatMap(([arg, source]) => {
    const wanted = spec.args[arg]
    if (!wanted) return [`gives ${node.effect} the unknown argument ${arg}: remove it`]
    const result = check(source)
    const isSure = result.ok && (result.type === 'null' ? wanted.optional : fits(result.type, wanted.type))
    if (!result.ok || isSure) return []
    return [`gives ${node.effect} ${result.type} as ${arg}: it takes ${wanted.type}`]
  })
  return [...missing.map(([arg]) => `does not give ${node.effect} its ${arg}: add it under \`args\``), ...given]
}

function outcomeProblems(node: NodeOf<'effect'>, spec: EffectSpec): string[] {
  const unknown = Object.keys(node.outcomes).filter((outcome) => !spec.outcomes[outcome])
  const known = Object.keys(spec.outcomes).join(', ')
  return unknown.map((outcome) => `waits for the outcome ${outcome}, which ${node.effect} never has: it has ${known}`)
}

export function fits(celType: string, wanted: ArgType): boolean {
  const type = valueTypeOf(celType)
  return wanted === 'any' || type === 'any' || type === wanted
}
