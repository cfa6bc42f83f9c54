import type { EffectCall, Facts } from './contract.js'
import type { Scope } from './expressions.js'
import type { Flow } from './flow-schema.js'
import type { FlowLibrary } from './library.js'
import type { Json } from './message.js'
import type { Lang, State, Talk, TurnMemory } from './state.js'

/** What one call of `step` works on. The state in it is a copy that the step changes. */
export type Turn = {
  library: FlowLibrary
  state: State
  memory: TurnMemory
  now: Date
  effect: EffectCall | null
  alarm: 'too_many_steps' | null
  /** What an ending talk hands to the one below. */
  handed: { text: string; media: Json[] } | null
}

export function langOf(turn: Turn): Lang {
  return turn.state.lang ?? (turn.memory.facts['lang'] === 'en' ? 'en' : 'vi')
}

/** What expressions may read here: the shell's facts win over those that an effect once added. */
export function scopeOf(turn: Turn, talk: Talk, flow: Flow): Scope {
  return {
    answers: { ...talk.answers, ...turn.memory.secrets },
    facts: factsOf(turn, talk),
    texts: textsOf(flow, langOf(turn)),
  }
}

export function factsOf(turn: Turn, talk: Talk): Facts {
  const below = turn.state.talks.slice(0, turn.state.talks.indexOf(talk))
  const frames = below.flatMap((one) => one.frames)
  const paused = frames.map(({ flow }) => flow)
  const pausedAt = frames.map(({ flow, node }) => `${flow}/${node}`)
  return { ...talk.facts, ...turn.memory.facts, lang: langOf(turn), paused, pausedAt }
}

export function timeOf(turn: Turn): { now: Date; timeZone: string } {
  const zone = turn.memory.facts['timeZone']
  return { now: turn.now, timeZone: typeof zone === 'string' ? zone : 'Asia/Ho_Chi_Minh' }
}

export function addDuration(from: Date, duration: string): Date {
  const minutes = Number.parseInt(duration, 10) * (duration.endsWith('h') ? 60 : 1)
  return new Date(from.getTime() + minutes * 60_000)
}

const NO_TEXTS = {}
const textsByFlow = new WeakMap<Flow, Partial<Record<Lang, { [name: string]: string }>>>()

function textsOf(flow: Flow, lang: Lang): { [name: string]: string } {
  if (!flow.texts) return NO_TEXTS
  const known = textsByFlow.get(flow) ?? {}
  textsByFlow.set(flow, known)
  known[lang] ??= Object.fromEntries(
    Object.entries(flow.texts).map(([name, text]) => [name, text[lang] ?? text.vi ?? '']),
  )
  return known[lang]
}
