import type { Flow, FlowNode } from '../../engine/flow-schema.js'
import { callsOf, targetsOf } from '../../engine/flow-walk.js'
import type { FlowLibrary } from '../../engine/library.js'
import type { Problem } from '../../engine/parse-flow.js'

type Place = { flow: Flow; id: string }

/** Refuses circles in which nobody is asked anything, also through called flows. */
export function checkLoops(library: FlowLibrary): Problem[] {
  const passing = passingFlows(library)
  const done = new Set<string>()
  const problems: Problem[] = []
  for (const flow of library.current.values()) {
    for (const id of Object.keys(flow.nodes)) visit({ flow, id }, [])
  }
  return problems

  function visit(place: Place, path: string[]): void {
    const key = `${place.flow.id}.${place.id}`
    const node = place.flow.nodes[place.id]
    if (!node || node.kind === 'ask') return
    if (path.includes(key)) {
      const circle = [...path.slice(path.indexOf(key)), key].join(' → ')
      problems.push({
        file: place.flow.file,
        node: place.id,
        message: `is in a loop without a wait (${circle}): ask something in it`,
      })
      return
    }
    if (done.has(key)) return
    for (const next of nextPlaces(library, passing, place.flow, node)) visit(next, [...path, key])
    done.add(key)
  }
}

function nextPlaces(library: FlowLibrary, passing: Set<string>, flow: Flow, node: FlowNode): Place[] {
  if (node.kind !== 'call') return targetsOf(node).map((id) => ({ flow, id }))
  const called = callsOf(node).flatMap((id) => library.current.get(id) ?? [])
  const inside = called.map((one) => ({ flow: one, id: one.start }))
  return mayPass(passing, node) ? [...inside, { flow, id: node.next }] : inside
}

/** Flows that can run from their start to an end without asking anything. Grows until nothing is added. */
function passingFlows(library: FlowLibrary): Set<string> {
  const passing = new Set<string>()
  for (;;) {
    const more = [...library.current.values()].filter((flow) => !passing.has(flow.id) && passes(flow, passing))
    if (more.length === 0) return passing
    for (const flow of more) passing.add(flow.id)
  }
}

function passes(flow: Flow, passing: Set<string>): boolean {
  const seen = new Set<string>()
  const queue = [flow.start]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = flow.nodes[id]
    if (!node || seen.has(id) || node.kind === 'ask') continue
    seen.add(id)
    if (node.kind === 'end') return true
    if (node.kind !== 'call' || mayPass(passing, node)) queue.push(...targetsOf(node))
  }
  return false
}

/** A call by value passes when no flow has that value. */
function mayPass(passing: Set<string>, node: Extract<FlowNode, { kind: 'call' }>): boolean {
  return typeof node.call !== 'string' || passing.has(node.call)
}
