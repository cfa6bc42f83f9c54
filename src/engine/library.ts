import { namesOfAnswers, namesOfFacts } from './answer-names.js'
import { compileFlows } from './compile-flows.js'
import { compile, type Expression, type Names } from './expressions.js'
import type { Flow, FlowText } from './flow-schema.js'
import { callsOf } from './flow-walk.js'
import { compileMessage, type Message } from './messages.js'
import { type FlowFile, type Problem, parseFlowFile } from './parse-flow.js'
import type { FrameRef, Lang } from './state.js'

/** Every flow in every version that a running talk may need, compiled. */
export type FlowLibrary = {
  versions: ReadonlyMap<string, Flow>
  current: ReadonlyMap<string, Flow>
  phrases: Readonly<Record<string, FlowText>>
  /** Names that some flow saves: an answer that was not given reads as empty. */
  answerNames: Names
  factNames: Names
  expressions: Map<string, Expression>
  messages: Map<string, Message>
}

/** Flows that cannot be read: the caller names them and stops. */
export class FlowError extends Error {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(problems.map((one) => `${one.file}${one.node ? ` ${one.node}` : ''}: ${one.message}`).join('\n'))
    this.problems = problems
  }
}

/**
 * Throws FlowError for what it cannot read or compile; `flows check` finds the rest. A retired version that this
 * release cannot read any more is left out: its talks go on in the current one.
 */
export function loadFlows(files: readonly FlowFile[]): FlowLibrary {
  const problems: Problem[] = []
  const versions = new Map<string, Flow>()
  const current = new Map<string, Flow>()
  let phrases: Record<string, FlowText> = {}
  for (const file of files) {
    const parsed = parseFlowFile(file)
    if (parsed.kind === 'problems') problems.push(...(file.retired ? [] : parsed.problems))
    else if (parsed.kind === 'phrases') phrases = { ...phrases, ...parsed.phrases }
    else {
      const { flow } = parsed
      const other = file.retired ? undefined : current.get(flow.id)
      if (other) problems.push({ file: file.name, message: `has the id ${flow.id} of ${other.file}: give it its own` })
      versions.set(versionKey(flow), flow)
      if (!file.retired) current.set(flow.id, flow)
    }
  }
  const all = [...versions.values()]
  const names = { answerNames: namesOfAnswers(all), factNames: namesOfFacts(all) }
  const library = { versions, current, phrases, ...names, expressions: new Map(), messages: new Map() }
  problems.push(...compileFlows(library, [...current.values()]))
  if (problems.length > 0) throw new FlowError(problems)
  return library
}

export function findFlow(library: FlowLibrary, frame: { flow: string; version: string }): Flow | undefined {
  return library.versions.get(`${frame.flow}@${frame.version}`)
}

/** Today's flow; one that is no more is called in its newest version, by talks that began before it went. */
export function findCalled(library: FlowLibrary, id: string): Flow | undefined {
  return library.current.get(id) ?? [...library.versions.values()].findLast((flow) => flow.id === id)
}

/** Flows that an older version calls and that no file holds any more. */
export function missingCalls(library: FlowLibrary): string[] {
  const calls = [...library.versions.values()].flatMap((flow) => Object.values(flow.nodes).flatMap(callsOf))
  return [...new Set(calls)].filter((id) => !findCalled(library, id))
}

/** The current flow that a keyword or a start opens. */
export function findEntry(library: FlowLibrary, entry: string): Flow | undefined {
  return [...library.current.values()].find((flow) => flow.entry?.includes(entry))
}

export function startOf(flow: Flow): FrameRef {
  return { flow: flow.id, version: flow.version, node: flow.start }
}

/** Compiled when loaded; a text of an unknown make (none is expected) is compiled on first use. */
export function messageOf(library: FlowLibrary, text: string, lang: Lang): Message {
  const key = `${lang}:${text}`
  const message = library.messages.get(key) ?? compileMessage(text, lang)
  library.messages.set(key, message)
  return message
}

export function expressionOf(library: FlowLibrary, source: string): Expression {
  const { answerNames: answers, factNames: facts } = library
  const expression = library.expressions.get(source) ?? compile(source, { answers, facts })
  library.expressions.set(source, expression)
  return expression
}

const labelsByLibrary = new WeakMap<FlowLibrary, Record<string, FlowText>>()

/** Labels of answers, for those who read them later: `evidence.amount` -> its short name. */
export function fieldLabels(library: FlowLibrary): Record<string, FlowText> {
  const labels = labelsByLibrary.get(library) ?? readFieldLabels(library)
  labelsByLibrary.set(library, labels)
  return labels
}

function readFieldLabels(library: FlowLibrary): Record<string, FlowText> {
  const labels: Record<string, FlowText> = {}
  for (const flow of library.current.values()) {
    for (const node of Object.values(flow.nodes)) {
      if (node.kind === 'ask' && node.save && node.label) labels[node.save] = node.label
    }
  }
  return labels
}

function versionKey(flow: Flow): string {
  return `${flow.id}@${flow.version}`
}
