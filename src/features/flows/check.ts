import type { EffectSpec } from '../../engine/contract.js'
import type { Flow } from '../../engine/flow-schema.js'
import { FlowError, type FlowLibrary, loadFlows } from '../../engine/library.js'
import type { Capabilities } from '../../engine/message.js'
import type { FlowFile, Problem } from '../../engine/parse-flow.js'
import { checkChoices } from './check-choices.js'
import { checkEffects } from './check-effects.js'
import { checkEntries } from './check-entries.js'
import { checkExpressions } from './check-expressions.js'
import { checkGraph } from './check-graph.js'
import { checkLimits } from './check-limits.js'
import { checkLoops } from './check-loops.js'
import { checkTexts } from './check-texts.js'
import { readFlowFolder } from './flow-folder.js'

/** A channel that is switched on, by the name its people know. */
export type CheckedChannel = { name: string; capabilities: Capabilities }

/** Everything that is wrong with the flows of a folder; nothing is wrong with those that may go live. */
export function checkFlows(
  folder: string,
  specs: readonly EffectSpec[],
  channels: readonly CheckedChannel[],
): Problem[] {
  return checkFlowFiles(readFlowFolder(folder), specs, channels)
}

/** One line for the author: where, and what to do. */
export function describeProblem({ file, node, message }: Problem): string {
  return node === undefined ? `${file}: ${message}` : `${file}, ${node}: ${message}`
}

export function checkFlowFiles(
  files: readonly FlowFile[],
  specs: readonly EffectSpec[],
  channels: readonly CheckedChannel[],
): Problem[] {
  const library = tryLoad(files)
  if (Array.isArray(library)) return library
  const flows = [...library.current.values()]
  return [
    ...checkEntries(library),
    ...checkLoops(library),
    ...flows.flatMap((flow) => checkFlow(library, flow, specs, channels)),
    ...checkLimits(library, channels),
  ]
}

function checkFlow(
  library: FlowLibrary,
  flow: Flow,
  specs: readonly EffectSpec[],
  channels: readonly CheckedChannel[],
): Problem[] {
  const graph = checkGraph(library, flow, specs)
  return [
    ...graph,
    ...checkTexts(library, flow, specs),
    ...checkEffects(library, flow, specs),
    ...checkExpressions(library, flow, specs),
    ...checkChoices(flow, channels),
  ]
}

function tryLoad(files: readonly FlowFile[]): FlowLibrary | Problem[] {
  try {
    return loadFlows(files)
  } catch (error) {
    if (error instanceof FlowError) return error.problems
    throw error
  }
}
