import type { Outgoing } from './message.js'

/** The text as a channel without buttons shows it: what can be chosen stands below as "1. Nhãn". */
export function withNumberedChoices(outgoing: Pick<Outgoing, 'text' | 'choices'>): string {
  const lines = (outgoing.choices ?? []).map((choice) => `${choice.number}. ${choice.label}`)
  return lines.length === 0 ? outgoing.text : `${outgoing.text}\n\n${lines.join('\n')}`
}
