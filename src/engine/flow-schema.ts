import { z } from 'zod'

/** One text in both languages. `flows check` reports a missing one; a running talk falls back to Vietnamese. */
const Text = z.strictObject({ vi: z.string().optional(), en: z.string().optional() })
/** A text in place, or the name of one under the flow's `texts`. */
const TextRef = z.union([z.string(), Text])
const Cel = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const CelMap = z.record(z.string(), Cel)
const Path = z.string().regex(/^[a-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)?$/)
const NodeId = z.string().regex(/^[a-z][a-z0-9_]*$/)
const MAX_HOURS = 365 * 24
const Duration = z
  .string()
  .regex(/^[1-9]\d*[mh]$/)
  .refine((text) => Number.parseInt(text, 10) / (text.endsWith('h') ? 1 : 60) <= MAX_HOURS, 'is longer than a year')
const ValueType = z.enum(['text', 'number', 'boolean', 'list', 'map', 'any'])

const InputKind = z.enum(['text', 'number', 'money', 'date', 'phone', 'url', 'area', 'media', 'contact'])

const Option = z.strictObject({
  value: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  label: Text,
  /** Other words that mean this option when typed. */
  words: z.array(z.string()).optional(),
  next: NodeId.optional(),
  /** Goes to that node; the talk comes back to this question once another section would begin. */
  change: NodeId.optional(),
  through: z.array(z.string()).optional(),
  /** Before it comes back, it also goes to this node: what was derived from the changed answer. */
  also: NodeId.optional(),
  set: CelMap.optional(),
  /** What the question's input reads in its place, e.g. `hôm qua`. */
  as: z.string().optional(),
  when: Cel.optional(),
  /** Understood when its words are typed, but not among what is shown: a bare "yes" to an either-or question. */
  typed: z.boolean().optional(),
  /** Passes the question over: nothing is saved. */
  pass: z.boolean().optional(),
})

const Common = {
  /** Runs on the way in, before the texts are filled. */
  set: CelMap.optional(),
  with: CelMap.optional(),
  /** Answers that are gone for good, also for "back": destroyed files, for one. */
  forget: z.array(Path).optional(),
  section: z.string().optional(),
}

const Ask = z.strictObject({
  ...Common,
  ask: TextRef,
  /** A map `{ id, alt }` shown with the question, or null. What it shows is also said in words. */
  picture: Cel.optional(),
  input: InputKind.optional(),
  save: Path.optional(),
  /** What an officer reads beside the answer. */
  label: Text.optional(),
  max: z.number().int().positive().max(10_000).optional(),
  /** Kept for this turn only, never in the state. */
  secret: z.boolean().optional(),
  /** A person's name may be the answer: a keyword that is also a name is asked about. */
  names: z.boolean().optional(),
  options: z.array(Option).optional(),
  /** A list of `{ value, label }` shown before the options. */
  from: Cel.optional(),
  many: z.boolean().optional(),
  next: NodeId.optional(),
  /** Takes a text that is none of the options instead of refusing it. */
  free: z
    .strictObject({
      save: Path,
      next: NodeId,
      say: TextRef.optional(),
      /** Adds to what is there instead of replacing it. */
      add: z.boolean().optional(),
      /** Takes a single word too, e.g. a place's name. */
      short: z.boolean().optional(),
      /** A short text with one of these words is about the question itself, and is asked again instead. */
      except: z.array(z.string()).optional(),
    })
    .optional(),
  media: z.strictObject({ save: Path, caption: Path.optional(), next: NodeId }).optional(),
  /** Takes a shared location, for this turn only: it is never in the state. */
  location: z.strictObject({ save: Path, next: NodeId }).optional(),
  caption: Path.optional(),
  unreadable: TextRef.optional(),
  noBack: z.boolean().optional(),
  stop: NodeId.optional(),
  timeout: z.strictObject({ after: Duration, next: NodeId }).optional(),
})

const Say = z.strictObject({ ...Common, say: TextRef, next: NodeId })
const Branch = z.strictObject({
  ...Common,
  branch: z.array(z.strictObject({ when: Cel, next: NodeId })).min(1),
  else: NodeId,
})
const Call = z.strictObject({
  ...Common,
  call: z.union([z.string(), z.strictObject({ of: Cel, flows: z.record(z.string(), z.string()) })]),
  next: NodeId,
})
const Effect = z.strictObject({
  ...Common,
  effect: z.string(),
  args: CelMap.default({}),
  outcomes: z.record(z.string(), NodeId),
})
/** `all` also ends the talks below and forgets the language: nothing is left. */
const End = z.strictObject({
  ...Common,
  end: z.union([z.literal(true), z.literal('all')]),
  say: TextRef.optional(),
  /** The talk below gets these as if they had been sent there: files, and a text as their caption. */
  hand: z.strictObject({ text: Cel, media: Cel }).optional(),
})
/** Only its `set`, then on. */
const Go = z.strictObject({ ...Common, go: NodeId })
/** Asks the interrupted question again: the end of a flow's `media` handler. */
const Resume = z.strictObject({ ...Common, resume: z.literal(true), say: TextRef.optional() })

const Envelope = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  start: NodeId,
  expires: Duration,
  /** What opens this flow from outside a talk. */
  entry: z.array(z.string()).optional(),
  /** Answers that are there when it begins, and facts that its opener brings. */
  takes: z.record(z.string(), ValueType).optional(),
  facts: z.record(z.string(), ValueType).optional(),
  texts: z.record(z.string(), Text).optional(),
  defaults: z
    .strictObject({
      unreadable: TextRef.optional(),
      stop: NodeId.optional(),
      timeout: NodeId.optional(),
      media: z.strictObject({ save: Path, caption: Path.optional(), next: NodeId }).optional(),
    })
    .optional(),
  nodes: z.record(NodeId, z.unknown()),
})

export const NODE_SCHEMAS = {
  ask: Ask,
  branch: Branch,
  call: Call,
  effect: Effect,
  end: End,
  go: Go,
  resume: Resume,
  say: Say,
} as const

export const FlowEnvelope = Envelope
export const PhraseFile = z.strictObject({ id: z.literal('phrases'), phrases: z.record(z.string(), Text) })

export type FlowText = z.infer<typeof Text>
export type FlowTextRef = z.infer<typeof TextRef>
export type InputKind = z.infer<typeof InputKind>
export type ValueType = z.infer<typeof ValueType>
export type FlowOption = z.infer<typeof Option>
export type AskNode = z.infer<typeof Ask> & { kind: 'ask' }
export type FlowNode =
  | AskNode
  | (z.infer<typeof Say> & { kind: 'say' })
  | (z.infer<typeof Branch> & { kind: 'branch' })
  | (z.infer<typeof Call> & { kind: 'call' })
  | (z.infer<typeof Effect> & { kind: 'effect' })
  | (z.infer<typeof End> & { kind: 'end' })
  | (z.infer<typeof Go> & { kind: 'go' })
  | (z.infer<typeof Resume> & { kind: 'resume' })
export type NodeOf<K extends FlowNode['kind']> = Extract<FlowNode, { kind: K }>
export type Flow = Omit<z.infer<typeof Envelope>, 'nodes'> & {
  /** The file it came from, for messages to its author. */
  file: string
  version: string
  nodes: Readonly<Record<string, FlowNode>>
}
