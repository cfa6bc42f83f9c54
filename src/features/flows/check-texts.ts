import type { EffectSpec } from '../../engine/contract.js'
import { type Names, valueTypeOf } from '../../engine/expressions.js'
import type { Flow, FlowNode, FlowText, ValueType } from '../../engine/flow-schema.js'
import { labelsIn, type Located, textsIn } from '../../engine/flow-walk.js'
import { type FlowLibrary, messageOf } from '../../engine/library.js'
import type { Message, Values } from '../../engine/messages.js'
import type { Problem } from '../../engine/parse-flow.js'
import { checkerFor, type KnownNames, knownNames } from './check-names.js'

/** Every text in both languages, with the same values in both, all of them known. */
export function checkTexts(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  const names = knownNames(library, flow, specs)
  const { answers, facts } = names
  const problems = [...missingRefs(flow), ...namedTexts(flow)]
  for (const [id, node] of Object.entries(flow.nodes)) {
    const known = new Set([...Object.keys(answers), ...Object.keys(facts), ...Object.keys(node.with ?? {})])
    const texts = [...textsIn(flow, node), ...(node.kind === 'ask' ? labelled(node) : [])]
    for (const { at, value } of texts) {
      const messages = [
        ...translations(at, value),
        ...values(library, at, value, known),
        ...misfits(library, at, value, typesFor(names, node)),
      ]
      problems.push(...messages.map((message) => ({ file: flow.file, node: id, message })))
    }
  }
  return problems
}

/** Texts that only an expression reads, and those that nothing says yet. */
function namedTexts({ file, texts }: Flow): Problem[] {
  return Object.entries(texts ?? {}).flatMap(([name, text]) =>
    translations(`texts.${name}`, text).map((message) => ({ file, message })),
  )
}

/** Answers are filled in as they are shown, so as text; facts and `with` keep numbers and truth. */
function typesFor(names: KnownNames, node: FlowNode): Names {
  const check = checkerFor(names)
  const given = Object.entries(node.with ?? {}).map(([name, source]) => {
    const result = check(source)
    return [name, result.ok ? valueTypeOf(result.type) : 'any'] as const
  })
  return { ...names.answers, ...names.facts, ...Object.fromEntries(given) }
}

/** A trial with values of the declared types: a date made of words would throw in the talk. */
function misfits(library: FlowLibrary, at: string, text: FlowText, types: Names): string[] {
  return (['vi', 'en'] as const).flatMap((lang) => {
    const source = text[lang]
    if (source === undefined) return []
    const message = messageOf(library, source, lang)
    const samples = Object.fromEntries(message.names.map((name) => [name, sampleOf(types[name] ?? 'any')]))
    return canFill(message, samples) ? [] : [`${at} cannot be filled: show words without a date, time or number format`]
  })
}

function canFill(message: Message, samples: Values): boolean {
  try {
    return !message.fill(samples).includes('NaN')
  } catch {
    return false
  }
}

function sampleOf(type: ValueType): string | number | boolean {
  if (type === 'number' || type === 'any') return 12
  return type === 'boolean' ? true : 'chữ'
}

export function translations(at: string, text: FlowText): string[] {
  const missing = (['vi', 'en'] as const).filter((lang) => (text[lang] ?? '').trim() === '')
  return missing.map((lang) => `${at} has no text in ${lang === 'vi' ? 'Vietnamese' : 'English'}: add \`${lang}\``)
}

function labelled(node: Extract<FlowNode, { kind: 'ask' }>): Located<FlowText>[] {
  return node.label ? [...labelsIn(node), { at: 'label', value: node.label }] : labelsIn(node)
}

function values(library: FlowLibrary, at: string, text: FlowText, known: ReadonlySet<string>): string[] {
  const vi = namesIn(library, text, 'vi')
  const en = namesIn(library, text, 'en')
  const unknown = [...new Set([...vi, ...en])].filter((name) => !known.has(name))
  const uneven =
    text.vi !== undefined && text.en !== undefined
      ? vi.filter((name) => !en.includes(name)).concat(en.filter((name) => !vi.includes(name)))
      : []
  return [
    ...unknown.map((name) => `${at} names {${name}}, which nothing gives: save it, or add it under \`with\``),
    ...uneven.map((name) => `${at} names {${name}} in one language only: use it in both`),
  ]
}

function namesIn(library: FlowLibrary, text: FlowText, lang: 'vi' | 'en'): string[] {
  const source = text[lang]
  return source === undefined ? [] : messageOf(library, source, lang).names
}

function missingRefs(flow: Flow): Problem[] {
  const inNodes = Object.entries(flow.nodes).flatMap(([node, { kind, ...rest }]) => {
    const refs = ['ask', 'say', 'unreadable'].map((key) => (rest as Record<string, unknown>)[key])
    return refs.map((ref) => ({ ref, node }))
  })
  const refs: { ref: unknown; node?: string }[] = [{ ref: flow.defaults?.unreadable }, ...inNodes]
  return refs
    .filter(({ ref }) => typeof ref === 'string' && !Object.hasOwn(flow.texts ?? {}, ref))
    .map(({ ref, ...place }) => ({
      file: flow.file,
      ...place,
      message: `has no text called ${String(ref)}: write it under \`texts\`, or in place as { vi, en }`,
    }))
}
