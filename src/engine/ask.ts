import { holds, evaluate } from './expressions.js'
import type { AskNode } from './flow-schema.js'
import { expressionOf } from './library.js'
import type { Choice, Json, Picture } from './message.js'
import { fillText, inLang, phrase, reply } from './say.js'
import { isMap, type ShownOption, type Wait } from './state.js'
import { addDuration, scopeOf, type Turn } from './turn.js'
import type { Place } from './walk.js'

const MAX_TRAIL = 60
const SAFE_KEY = /^[A-Za-z0-9_-]{1,32}$/

/** Asks a question: a new one gets its own wait id, one asked again keeps it. */
export function ask(turn: Turn, place: Place, node: AskNode, how: 'new' | 'again' = 'new', before = ''): void {
  const { talk } = place
  if (how === 'new') {
    if (node.noBack) talk.trail = []
    talk.trail.push({ frames: structuredClone(talk.frames), undo: {}, change: structuredClone(talk.change) })
    if (talk.trail.length > MAX_TRAIL) talk.trail.shift()
  }
  if (how === 'new' || !talk.wait) talk.wait = { id: nextWaitId(turn), options: optionsOf(turn, place, node) }
  delete talk.wait.clarify
  const picture = pictureOf(turn, place, node)
  const said = picture && phrase(turn, 'picture', { alt: picture.alt })
  const question = fillText(turn, talk, place.flow, node, node.ask)
  const text = [before, question, said].filter(Boolean).join('\n\n')
  reply(turn, { text, ...shownChoices(talk.wait), ...(picture && { picture }) })
  talk.expiresAt = addDuration(turn.now, node.timeout?.after ?? place.flow.expires).toISOString()
}

function pictureOf(turn: Turn, { talk, flow }: Place, node: AskNode): Picture | undefined {
  if (node.picture === undefined) return undefined
  const shown = evaluate(expressionOf(turn.library, node.picture), scopeOf(turn, talk, flow))
  if (!isMap(shown) || typeof shown['id'] !== 'string' || typeof shown['alt'] !== 'string') return undefined
  return { id: shown['id'], alt: shown['alt'] }
}

/** Asks which of several meanings was meant, or whether it was the only one; the question itself goes on waiting. */
export function askMeaning(turn: Turn, wait: Wait, text: string, meanings: NonNullable<Wait['clarify']>): void {
  wait.id = nextWaitId(turn)
  wait.clarify = meanings
  const name = meanings.length === 1 ? 'clarify_one' : 'clarify'
  reply(turn, { text: phrase(turn, name, { text }), ...shownChoices(wait) })
}

/** What can be chosen now, as the person sees it. */
export function shownOptions(wait: Wait): ShownOption[] {
  if (!wait.clarify) return wait.options.filter((option) => !option.typed)
  return wait.clarify.map(({ label }, index) => ({ key: `m${index + 1}`, value: index, label }))
}

function shownChoices(wait: Wait): { choices?: Choice[]; waitId: string } {
  const choices = shownOptions(wait).map(({ key, label }, index) => ({ value: key, number: index + 1, label }))
  return choices.length > 0 ? { choices, waitId: wait.id } : { waitId: wait.id }
}

/** The moment keeps ids apart that different talks made; the sequence those of one moment. */
function nextWaitId(turn: Turn): string {
  turn.state.sequence += 1
  return `${turn.now.getTime().toString(36)}${turn.state.sequence.toString(36)}`
}

function optionsOf(turn: Turn, { talk, flow }: Place, node: AskNode): ShownOption[] {
  const scope = scopeOf(turn, talk, flow)
  const listed = node.from === undefined ? null : evaluate(expressionOf(turn.library, node.from), scope)
  const dynamic = Array.isArray(listed) ? listed.flatMap(listedOption) : []
  const fixed = (node.options ?? [])
    .filter((option) => option.when === undefined || holds(expressionOf(turn.library, option.when), scope))
    .toSorted((one, other) => Number(one.typed ?? false) - Number(other.typed ?? false))
    .map(({ value, label, typed }) => ({
      ...{ key: value, value, label: inLang(turn, label) },
      ...(typed && { typed }),
    }))
  const taken = new Set(fixed.map((option) => option.key))
  const distinct = dynamic.map((option, index) =>
    taken.has(option.key) ? { ...option, key: `i${index + 1}` } : option,
  )
  return [...distinct, ...fixed]
}

/** A value that fits no button gets a key by its place in the list. */
function listedOption(item: Json, index: number): ShownOption[] {
  if (!isMap(item) || item['value'] === undefined || typeof item['label'] !== 'string') return []
  const { value, label } = item
  const key = typeof value === 'string' && SAFE_KEY.test(value) ? value : `i${index + 1}`
  return [{ key, value, label }]
}
