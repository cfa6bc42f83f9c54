import { Temporal } from 'temporal-polyfill'
import type { OutcomeCode } from '../outcomes.js'
import type { TipClock, TipEventLine, TipIdentifierView, TipView } from '../tip-view.js'
import type { TipJson } from './schemas.js'

/** `2026-11-12T09:00:00+07:00`. */
export function toZoned(at: Date, timeZone: string): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone)
  return moment.toString({ timeZoneName: 'never' })
}

/** The tip as other systems read it. Field by field, so that nothing joins it by accident. */
export function toJson(tip: TipView, timeZone: string): TipJson {
  const zoned = (at: Date) => toZoned(at, timeZone)
  const zonedOrNull = (at: Date | null) => (at ? zoned(at) : null)
  const { number, status, category, urgency, area, unit, description, identifiers, attachments, messages, outcome } =
    tip
  return {
    ...{ number, status, category, urgency, description },
    area: { code: area.code, name: area.name, province: { code: area.province.code, name: area.province.name } },
    unit: { code: unit.code, name: unit.name },
    receivedAt: zoned(tip.receivedAt),
    dueAt: zonedOrNull(tip.dueAt),
    clocks: tip.clocks.map((clock) => toClock(clock, timeZone)),
    identifiers: identifiers.map(toIdentifier),
    attachments: attachments.map(({ id, mime, size, sha256 }) => ({ id, mime, size, sha256: sha256.toString('hex') })),
    messages: messages.map(({ author, text, at }) => ({ from: author, text, at: zoned(at) })),
    history: tip.events.map((event) => toHistory(event, timeZone)),
    holder: tip.holder?.name ?? null,
    outcome: outcome ? { code: outcome.code as OutcomeCode, at: zoned(outcome.at) } : null,
  }
}

function toClock(clock: TipClock, timeZone: string): TipJson['clocks'][number] {
  const zoned = (at: Date) => toZoned(at, timeZone)
  const { kind, extensions, unitCode, unitName } = clock
  return {
    kind,
    startedAt: zoned(clock.startedAt),
    dueAt: zoned(clock.dueAt),
    dueAtWorking: zoned(clock.dueAtWorking),
    stoppedAt: clock.stoppedAt && zoned(clock.stoppedAt),
    breachedAt: clock.breachedAt && zoned(clock.breachedAt),
    extensions,
    unit: unitCode === null ? null : { code: unitCode, name: unitName ?? '' },
  }
}

function toIdentifier({ kind, value, raw, label, doubt, isAdded, attachmentId }: TipIdentifierView) {
  const source = attachmentId ? ('picture' as const) : isAdded ? ('message' as const) : ('report' as const)
  return { kind, value, raw, label, doubt, source, attachmentId }
}

function toHistory({ type, at, data }: TipEventLine, timeZone: string): TipJson['history'][number] {
  return { ...data, at: toZoned(at, timeZone), type }
}
