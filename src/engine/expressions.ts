import { Environment } from '@marcbachmann/cel-js'
import type { ValueType } from './flow-schema.js'
import { wordsOf } from './display.js'
import type { Json } from './message.js'

export type Scope = {
  answers: { [name: string]: Json }
  facts: { [name: string]: Json }
  texts: { [name: string]: Json }
}

export type Expression = (scope: Scope) => Json

/** Names that may be absent at run time: they read as the empty value of their type, so nothing throws. */
export type Names = { [name: string]: ValueType }

const CEL_TYPES = { text: 'string', number: 'double', boolean: 'bool', list: 'list', map: 'map', any: 'dyn' } as const

/** CEL with `words(x)`: any value as text, a map by its values. */
function newEnvironment(): Environment {
  const environment = new Environment({ homogeneousAggregateLiterals: false })
  return environment.registerFunction('words(dyn): string', (value: unknown) => wordsOf(toJson(value)))
}

const RUNTIME = newEnvironment()
  .registerVariable('answers', 'map')
  .registerVariable('facts', 'map')
  .registerVariable('texts', 'map')

/** Throws on bad syntax: flows are compiled when they are loaded. Of `names`, those that a scope lacks read as empty. */
export function compile(source: string, names: { answers: Names; facts: Names }): Expression {
  const parsed = RUNTIME.parse(source)
  const [answers, facts] = [emptyOnes(source, 'answers', names.answers), emptyOnes(source, 'facts', names.facts)]
  return (scope) =>
    toJson(
      parsed({
        answers: { ...answers, ...scope.answers },
        facts: { ...facts, ...scope.facts },
        texts: scope.texts,
      }),
    )
}

/** Only what the source reads, unless it takes the map whole: a turn evaluates many, and the names of all flows are many. */
function emptyOnes(source: string, map: 'answers' | 'facts', names: Names): { [name: string]: Json } {
  const isWhole = new RegExp(`\\b${map}\\b(?!\\s*\\.)`).test(source)
  const read = new Set(Array.from(source.matchAll(new RegExp(`\\b${map}\\s*\\.\\s*(\\w+)`, 'g')), ([, name]) => name))
  const kept = Object.entries(names).filter(([name]) => isWhole || read.has(name))
  return Object.fromEntries(kept.map(([name, type]) => [name, emptyOf(type)]))
}

/** Whether it holds. What cannot be computed (a missing number compared) does not hold. */
export function holds(expression: Expression, scope: Scope): boolean {
  try {
    return expression(scope) === true
  } catch {
    return false
  }
}

/** The value, or null where it cannot be computed from what is known. */
export function evaluate(expression: Expression, scope: Scope): Json {
  try {
    return expression(scope)
  } catch {
    return null
  }
}

export type TypeCheck = { ok: true; type: string } | { ok: false; reason: string }

/** Checks expressions against the names and types that flows and effects declare. */
export function expressionChecker(answers: Names, facts: Names, texts: Names): (source: string) => TypeCheck {
  const environment = newEnvironment()
    .registerVariable({ name: 'answers', schema: celSchema(answers) })
    .registerVariable({ name: 'facts', schema: celSchema(facts) })
    .registerVariable({ name: 'texts', schema: celSchema(texts) })
  for (const type of ['string', 'double', 'list', 'map', 'bool']) {
    environment.registerOperator(`${type} == null`, (value: unknown) => value === null)
  }
  return (source) => {
    const result = environment.check(source)
    if (result.valid) return { ok: true, type: result.type ?? 'dyn' }
    return { ok: false, reason: result.error?.message.split('\n')[0] ?? 'cannot be read' }
  }
}

/** The flow type of a CEL type, e.g. `list<dyn>` -> `list`. */
export function valueTypeOf(celType: string): ValueType {
  const base = celType.replace(/<.*$/, '')
  if (base === 'string') return 'text'
  if (base === 'double' || base === 'int' || base === 'uint') return 'number'
  if (base === 'bool') return 'boolean'
  if (base === 'list' || base === 'map') return base
  return 'any'
}

function celSchema(names: Names): Record<string, string> {
  return Object.fromEntries(Object.entries(names).map(([name, type]) => [name, CEL_TYPES[type]]))
}

function emptyOf(type: ValueType): Json {
  if (type === 'list') return []
  if (type === 'map') return {}
  return type === 'boolean' ? false : null
}

/** CEL counts in bigint and keeps maps as objects; states hold JSON only. */
function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Map) return toJson(Object.fromEntries(value))
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
  }
  return String(value)
}
