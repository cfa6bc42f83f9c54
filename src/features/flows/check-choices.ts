import type { AskNode, Flow } from '../../engine/flow-schema.js'
import type { Problem } from '../../engine/parse-flow.js'
import { readAnswer } from '../../engine/read-answer.js'
import { foldText } from '../../engine/text-key.js'
import type { CheckedChannel } from './check.js'

/** What can be pressed can be typed: each label has letters, and no two mean the same when typed. */
export function checkChoices(flow: Flow, channels: readonly CheckedChannel[]): Problem[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => {
    if (node.kind !== 'ask') return []
    const messages = [...withoutTypedForm(node), ...twice(node), ...misread(node), ...tooLong(node, channels)]
    return messages.map((message) => ({ file: flow.file, node: id, message }))
  })
}

function withoutTypedForm(node: AskNode): string[] {
  return labels(node).flatMap(({ value, label }) => {
    if (/\p{L}/u.test(foldText(label))) return []
    return [`the option ${value} cannot be typed (“${label}”): give it a label with letters`]
  })
}

/** What an option stands for (`as`) is read like a typed answer, at any moment. */
function misread(node: AskNode): string[] {
  const time = { now: new Date('2026-06-15T05:00:00Z'), timeZone: 'Asia/Ho_Chi_Minh' }
  return (node.options ?? []).flatMap(({ value, as }) => {
    if (as === undefined || readAnswer(node, as, time).kind === 'read') return []
    return [`the option ${value} stands for “${as}”, which its question cannot read: correct \`as\``]
  })
}

/** Compared with marks: "Sơn Hà" and "Sơn Hạ" can both be typed. */
function twice(node: AskNode): string[] {
  const problems: string[] = []
  for (const lang of ['vi', 'en'] as const) {
    const owners = new Map<string, string>()
    for (const option of node.options ?? []) {
      for (const name of new Set([option.label[lang] ?? '', ...(option.words ?? [])].map(foldText))) {
        const owner = owners.get(name)
        if (name !== '' && owner !== undefined && owner !== option.value) {
          problems.push(
            `the options ${owner} and ${option.value} have no typed form of their own (“${name}” is both): change one`,
          )
        }
        owners.set(name, option.value)
      }
    }
  }
  return [...new Set(problems)]
}

function tooLong(node: AskNode, channels: readonly CheckedChannel[]): string[] {
  return channels.flatMap(({ name, capabilities }) => {
    if (!capabilities.buttons) return []
    const long = labels(node).filter(({ label }) => [...label].length > capabilities.maxButtonLabel)
    return long.map(
      ({ value, label }) =>
        `the label of ${value} has ${[...label].length} characters, ${name} shows ${capabilities.maxButtonLabel}: shorten “${label}”`,
    )
  })
}

function labels(node: AskNode): { value: string; label: string }[] {
  return (node.options ?? []).flatMap(({ value, label }) => {
    return [label.vi, label.en].filter((one) => one !== undefined).map((one) => ({ value, label: one }))
  })
}
