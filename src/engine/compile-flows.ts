import type { Flow, FlowText } from './flow-schema.js'
import { expressionsIn, labelsIn, textsIn } from './flow-walk.js'
import { expressionOf, type FlowLibrary, messageOf } from './library.js'
import type { Problem } from './parse-flow.js'

/** Compiles every expression and text once; what cannot be compiled is named with its place. */
export function compileFlows(library: FlowLibrary, flows: readonly Flow[]): Problem[] {
  const problems: Problem[] = []
  const attempt = (problem: Omit<Problem, 'message'>, at: string, work: () => void) => {
    try {
      work()
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      problems.push({ ...problem, message: `${at} cannot be read (${reason}): correct it` })
    }
  }
  for (const flow of flows) {
    for (const [id, node] of Object.entries(flow.nodes)) {
      const where = { file: flow.file, node: id }
      for (const { at, value } of expressionsIn(node)) attempt(where, at, () => expressionOf(library, value))
      const texts = [...textsIn(flow, node), ...(node.kind === 'ask' ? labelsIn(node) : [])]
      for (const { at, value } of texts) attempt(where, at, () => compileText(library, value))
    }
  }
  for (const [name, text] of Object.entries(library.phrases)) {
    attempt({ file: 'phrases.yaml' }, name, () => compileText(library, text))
  }
  return problems
}

function compileText(library: FlowLibrary, text: FlowText): void {
  if (text.vi !== undefined) messageOf(library, text.vi, 'vi')
  if (text.en !== undefined) messageOf(library, text.en, 'en')
}
