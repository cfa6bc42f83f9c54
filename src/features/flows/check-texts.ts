import type { EffectSpec } from '../../engine/contract.js'
import type { Flow, FlowNode, FlowText } from '../../engine/flow-schema.js'
import { labelsIn, type Located, textsIn } from '../../engine/flow-walk.js'
import { type FlowLibrary, messageOf } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'
import { knownNames } from './check-names.js'

/** Every text in both languages, with the same values in both, all of them known. */
export function checkTexts(library: FlowLibrary, flow: Flow, specs: readonly EffectSpec[]): Problem[] {
  const { answers, facts } = knownNames(library, flow, specs)
  const problems = missingRefs(flow)
  for (const [id, node] of Object.entries(flow.nodes)) {
    const known = new Set([...Object.keys(answers), ...Object.keys(facts), ...Object.keys(node.with ?? {})])
    const texts = [...textsIn(flow, node), ...(node.kind === 'ask' ? labelled(node) : [])]
    for (const { at, value } of texts) {
      const messages = [...translations(at, value), ...values(library, at, value, known)]
      problems.push(...messages.map((message) => ({ file: flow.file, node: id, message })))
    }
  }
  return problems
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
  return Object.entries(flow.nodes).flatMap(([node, { kind, ...rest }]) => {
    const refs = ['ask', 'say', 'unreadable'].map((key) => (rest as Record<string, unknown>)[key])
    const missing = refs.filter((ref) => typeof ref === 'string' && !flow.texts?.[ref])
    return missing.map((ref) => ({
      file: flow.file,
      node,
      message: `has no text called ${String(ref)}: write it under \`texts\`, or in place as { vi, en }`,
    }))
  })
}
