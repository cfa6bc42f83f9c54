import type { AskNode, Flow, FlowNode, FlowText, FlowTextRef } from './flow-schema.js'

export type Located<T> = { at: string; value: T }

/** Every CEL expression of a node, with the place that its author knows. */
export function expressionsIn(node: FlowNode): Located<string>[] {
  const found = [...located('set', node.set), ...located('with', node.with)]
  if (node.kind === 'branch') for (const arm of node.branch) found.push({ at: 'when', value: arm.when })
  if (node.kind === 'call' && typeof node.call !== 'string') found.push({ at: 'call.of', value: node.call.of })
  if (node.kind === 'effect') found.push(...located('args', node.args))
  if (node.kind === 'ask') found.push(...askExpressions(node))
  if (node.kind === 'end') found.push(...located('hand', node.hand))
  return found
}

/** Every text that a node can say. */
export function textsIn(flow: Flow, node: FlowNode): Located<FlowText>[] {
  const found: Located<FlowText>[] = []
  const add = (at: string, ref: FlowTextRef | undefined) => {
    if (ref !== undefined) found.push({ at, value: textOf(flow, ref) })
  }
  if (node.kind === 'say' || node.kind === 'end' || node.kind === 'resume') add('say', node.say)
  if (node.kind === 'ask') {
    add('ask', node.ask)
    add('unreadable', node.unreadable ?? flow.defaults?.unreadable)
    add('free.say', node.free?.say)
  }
  return found
}

export function labelsIn(node: AskNode): Located<FlowText>[] {
  return (node.options ?? []).map((option) => ({ at: `options.${option.value}`, value: option.label }))
}

/** A text that is not there is empty; `flows check` has refused it. */
export function textOf(flow: Flow, ref: FlowTextRef): FlowText {
  if (typeof ref !== 'string') return ref
  return (flow.texts && Object.hasOwn(flow.texts, ref) && flow.texts[ref]) || {}
}

/** Where a node leads inside its own flow. `free` and `media` lead back into talk, so they count too. */
export function targetsOf(node: FlowNode): string[] {
  switch (node.kind) {
    case 'say':
    case 'call':
      return [node.next]
    case 'go':
      return [node.go]
    case 'branch':
      return [...node.branch.map((arm) => arm.next), node.else]
    case 'effect':
      return Object.values(node.outcomes)
    case 'ask':
      return askTargets(node)
    case 'end':
    case 'resume':
      return []
  }
}

/** Flows that a node may call. */
export function callsOf(node: FlowNode): string[] {
  if (node.kind !== 'call') return []
  return typeof node.call === 'string' ? [node.call] : Object.values(node.call.flows)
}

/** Nodes that a flow's own handlers lead to, besides its start. */
export function handlersOf(flow: Flow): string[] {
  const { stop, timeout, media } = flow.defaults ?? {}
  return [stop, timeout, media?.next].filter((target) => target !== undefined)
}

function askExpressions(node: AskNode): Located<string>[] {
  const found: Located<string>[] = []
  if (node.from !== undefined) found.push({ at: 'from', value: node.from })
  if (node.picture !== undefined) found.push({ at: 'picture', value: node.picture })
  for (const option of node.options ?? []) {
    if (option.when !== undefined) found.push({ at: `options.${option.value}.when`, value: option.when })
    found.push(...located(`options.${option.value}.set`, option.set))
  }
  return found
}

function askTargets(node: AskNode): string[] {
  const options = (node.options ?? []).flatMap((option) => [option.next, option.change, option.also])
  const ways = [node.free?.next, node.media?.next, node.location?.next, node.stop, node.timeout?.next]
  const targets = [node.next, ...options, ...ways]
  return targets.filter((target) => target !== undefined)
}

function located(at: string, map: Record<string, string> | undefined): Located<string>[] {
  return Object.entries(map ?? {}).map(([key, value]) => ({ at: `${at}.${key}`, value }))
}
