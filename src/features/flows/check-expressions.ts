import type { ArgType, EffectSpec } from '../../engine/contract.js'
import type { Flow, FlowNode } from '../../engine/flow-schema.js'
import { expressionsIn } from '../../engine/flow-walk.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'
import { fits } from './check-effects.js'
import { checkerFor, type KnownNames, knownNames } from './check-names.js'

/** Every expression type-checks, and gives the type that its place needs. */
export function checkExpressions(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  const names = knownNames(library, flow, specs)
  const check = checkerFor(names)
  return Object.entries(flow.nodes).flatMap(([id, node]: [string, FlowNode]) => {
    return expressionsIn(node).flatMap(({ at, value }) => {
      const result = check(value)
      const where = { file: flow.file, node: id }
      if (!result.ok)
        return [{ ...where, message: `${at} does not type-check (${result.reason}): correct \`${value}\`` }]
      const wanted = wantedType(at, names)
      if (fits(result.type, wanted) || (mayBeNull(at) && result.type === 'null')) return []
      return [{ ...where, message: `${at} gives ${result.type} where ${wanted} is needed: correct \`${value}\`` }]
    })
  })
}

function mayBeNull(at: string): boolean {
  return at.startsWith('set.') || at === 'picture'
}

function wantedType(at: string, { answers }: KnownNames): ArgType {
  if (at === 'when' || at.endsWith('.when')) return 'boolean'
  if (at === 'from') return 'list'
  if (at === 'picture') return 'map'
  if (at === 'call.of') return 'text'
  const path = /(?:^|\.)set\.(.+)$/.exec(at)?.[1]
  if (path === undefined || path.includes('.')) return 'any'
  return path === 'lang' ? 'text' : (answers[path] ?? 'any')
}
