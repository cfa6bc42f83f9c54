import { namesOfAnswers } from '../../engine/answer-names.js'
import type { EffectSpec } from '../../engine/contract.js'
import { expressionChecker, type Names, type TypeCheck } from '../../engine/expressions.js'
import type { Flow } from '../../engine/flow-schema.js'
import type { FlowLibrary } from '../../engine/library.js'

/** Facts that the shell and the engine give to every turn. */
const BASE_FACTS: Names = {
  lang: 'text',
  accountName: 'text',
  accountAreaCode: 'text',
  today: 'text',
  timeZone: 'text',
  paused: 'list',
  /** `flow/node` of every talk below. */
  pausedAt: 'list',
}

export type KnownNames = { answers: Names; facts: Names; texts: Names }

/** Called flows share answers, so a flow may read what any flow saves. */
export function knownNames(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): KnownNames {
  const facts: Names = {}
  for (const spec of specs) for (const outcome of Object.values(spec.outcomes)) addAll(facts, outcome)
  addAll(facts, flow.facts ?? {})
  const texts = Object.fromEntries(Object.keys(flow.texts ?? {}).map((name) => [name, 'text' as const]))
  return { answers: namesOfAnswers([...library.current.values()]), facts: { ...facts, ...BASE_FACTS }, texts }
}

const checkers = new Map<string, (source: string) => TypeCheck>()

/** Costly to make, and the same for most flows. */
export function checkerFor({ answers, facts, texts }: KnownNames): (source: string) => TypeCheck {
  const key = JSON.stringify([answers, facts, texts])
  const checker = checkers.get(key) ?? expressionChecker(answers, facts, texts)
  checkers.set(key, checker)
  return checker
}

function addAll(names: Names, more: Names): void {
  for (const [name, type] of Object.entries(more)) {
    names[name] = names[name] === undefined || names[name] === type ? type : 'any'
  }
}
