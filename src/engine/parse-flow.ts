import { parse } from 'yaml'
import type { ZodError } from 'zod'
import { type Flow, FlowEnvelope, type FlowNode, type FlowText, NODE_SCHEMAS, PhraseFile } from './flow-schema.js'

export type FlowFile = {
  name: string
  text: string
  /** A hash of the text, made by the caller. */
  version: string
  /** An older version that only running talks still use. */
  retired?: boolean
}

/** What is wrong, where, and what its author should do. */
export type Problem = { file: string; node?: string; message: string }

export type ParsedFile =
  | { kind: 'flow'; flow: Flow }
  | { kind: 'phrases'; phrases: Record<string, FlowText> }
  | { kind: 'problems'; problems: Problem[] }

export function parseFlowFile(file: FlowFile): ParsedFile {
  const yaml = readYaml(file)
  if ('problem' in yaml) return { kind: 'problems', problems: [yaml.problem] }
  if (isPhraseFile(yaml.value)) return parsePhrases(file, yaml.value)
  const envelope = FlowEnvelope.safeParse(yaml.value)
  if (!envelope.success) return { kind: 'problems', problems: schemaProblems(file.name, envelope.error) }
  const problems: Problem[] = []
  // Without a prototype: `go: constructor` leads nowhere.
  const nodes = Object.create(null) as Record<string, FlowNode>
  for (const [id, raw] of Object.entries(envelope.data.nodes)) {
    const node = parseNode(file.name, id, raw)
    if (Array.isArray(node)) problems.push(...node)
    else nodes[id] = node
  }
  if (problems.length > 0) return { kind: 'problems', problems }
  return { kind: 'flow', flow: { ...envelope.data, nodes, file: file.name, version: file.version } }
}

function readYaml(file: FlowFile): { value: unknown } | { problem: Problem } {
  try {
    return { value: parse(file.text, { uniqueKeys: true }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { problem: { file: file.name, message: `is not valid YAML: ${reason}` } }
  }
}

function isPhraseFile(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'phrases' in value
}

function parsePhrases(file: FlowFile, value: unknown): ParsedFile {
  const parsed = PhraseFile.safeParse(value)
  if (!parsed.success) return { kind: 'problems', problems: schemaProblems(file.name, parsed.error) }
  return { kind: 'phrases', phrases: parsed.data.phrases }
}

function parseNode(file: string, id: string, raw: unknown): FlowNode | Problem[] {
  const kind = nodeKind(raw)
  if (!kind) {
    const kinds = Object.keys(NODE_SCHEMAS).join(', ')
    return [{ file, node: id, message: `has no kind: give it one of ${kinds}` }]
  }
  const parsed = NODE_SCHEMAS[kind].safeParse(raw)
  if (!parsed.success) return schemaProblems(file, parsed.error, id)
  return { kind, ...parsed.data } as FlowNode
}

function nodeKind(raw: unknown): keyof typeof NODE_SCHEMAS | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const keys = Object.keys(NODE_SCHEMAS) as (keyof typeof NODE_SCHEMAS)[]
  return keys.find((key) => key in raw)
}

function schemaProblems(file: string, error: ZodError, node?: string): Problem[] {
  return error.issues.map((issue) => {
    const at = issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''
    const problem = { file, message: `${at}${issue.message}` }
    return node === undefined ? problem : { ...problem, node }
  })
}
