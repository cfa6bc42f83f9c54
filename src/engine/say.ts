import { evaluate } from './expressions.js'
import type { Flow, FlowNode, FlowText, FlowTextRef } from './flow-schema.js'
import { textOf } from './flow-walk.js'
import { expressionOf, fieldLabels, messageOf } from './library.js'
import type { Values } from './messages.js'
import { displayOf, wordsOf } from './display.js'
import type { Json, Outgoing } from './message.js'
import type { PhraseName } from './phrases.js'
import { type Talk, topTalk } from './state.js'
import { factsOf, langOf, scopeOf, type Turn } from './turn.js'

/** A text of a flow, filled from the node's `with`, the facts and the answers, in this order. */
export function fillText(turn: Turn, talk: Talk, flow: Flow, node: FlowNode, ref: FlowTextRef): string {
  const message = messageOf(turn.library, inLang(turn, textOf(flow, ref)), langOf(turn))
  if (message.names.length === 0) return message.fill({})
  const facts = factsOf(turn, talk)
  const values: Values = {}
  for (const name of message.names) {
    const source = node.with?.[name]
    if (source !== undefined)
      values[name] = plain(evaluate(expressionOf(turn.library, source), scopeOf(turn, talk, flow)))
    else if (facts[name] !== undefined) values[name] = plain(facts[name])
    else values[name] = displayOf(talk, name, (path) => labelOf(turn, path))
  }
  return message.fill(values)
}

function labelOf(turn: Turn, path: string): string | undefined {
  const label = fieldLabels(turn.library)[path]
  return label && inLang(turn, label)
}

export function inLang(turn: Turn, text: FlowText): string {
  return text[langOf(turn)] ?? text.vi ?? ''
}

/** One of the engine's own sentences. Without its file the name itself is said: never nothing. */
export function phrase(turn: Turn, name: PhraseName, values: Values = {}): string {
  const text = turn.library.phrases[name]
  return text ? messageOf(turn.library, inLang(turn, text), langOf(turn)).fill(values) : name
}

export function reply(turn: Turn, message: Outgoing): void {
  if (message.text.trim() !== '' || message.choices) turn.memory.replies.push(message)
}

export function replyPhrase(turn: Turn, name: PhraseName, values: Values = {}): void {
  reply(turn, { text: phrase(turn, name, values) })
}

export function runningTalk(turn: Turn): Talk | undefined {
  return topTalk(turn.state)
}

/** Numbers and truth stay as they are: a text may choose its wording by them. Facts are shown whole. */
function plain(value: Json): string | number | boolean {
  return typeof value === 'number' || typeof value === 'boolean' ? value : wordsOf(value)
}
