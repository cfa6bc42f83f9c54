import type { FlowNode } from './flow-schema.js'
import { findFlow, type FlowLibrary } from './library.js'
import type { FrameRef, State, Talk, TrailEntry, Undo } from './state.js'

/**
 * Moves each waiting talk to the current version of its flows where its step still exists with the same kind of wait;
 * what cannot move finishes on the version that it began with. Nobody's answers change.
 */
export function migrateState(state: State, library: FlowLibrary): State {
  return { ...state, talks: state.talks.map((talk) => migrateTalk(talk, library)) }
}

function migrateTalk(talk: Talk, library: FlowLibrary): Talk {
  const frames = moveAll(talk.frames, library)
  const change = talk.change && moveAll(talk.change.frames, library)
  if (!frames || (talk.change && !change)) return talk
  return {
    ...talk,
    frames,
    change: talk.change && change ? { ...talk.change, frames: change } : null,
    trail: migrateTrail(talk.trail, library),
  }
}

function moveAll(frames: readonly FrameRef[], library: FlowLibrary): FrameRef[] | null {
  const moved = frames.map((frame) => moveFrame(frame, library))
  return moved.includes(null) ? null : (moved as FrameRef[])
}

function moveFrame(frame: FrameRef, library: FlowLibrary): FrameRef | null {
  const target = library.current.get(frame.flow)
  const before = findFlow(library, frame)?.nodes[frame.node]
  const after = target?.nodes[frame.node]
  if (!target || !before || !after || waitOf(before) !== waitOf(after)) return null
  return { ...frame, version: target.version }
}

/** What makes two waits of a kind: the same sort of question, saved under the same name. */
function waitOf(node: FlowNode): string {
  if (node.kind !== 'ask') return node.kind
  return ['ask', node.input ?? 'choice', node.many ? 'many' : 'one', node.save ?? ''].join(' ')
}

/** A step back leads over questions that are gone; what they would take back goes to the one before. */
function migrateTrail(trail: readonly TrailEntry[], library: FlowLibrary): TrailEntry[] {
  const kept: TrailEntry[] = []
  for (const entry of trail) {
    const frames = moveAll(entry.frames, library)
    const change = entry.change && moveAll(entry.change.frames, library)
    const before = kept.at(-1)
    if (frames && (!entry.change || change)) {
      kept.push({ ...entry, frames, change: entry.change && change ? { ...entry.change, frames: change } : null })
    } else if (before) kept[kept.length - 1] = { ...before, undo: joinUndo(before.undo, entry.undo) }
  }
  return kept
}

/** The earlier memory of a path wins: it is what was there first. */
function joinUndo(before: Undo, after: Undo): Undo {
  return { ...after, ...before }
}
