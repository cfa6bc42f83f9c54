import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { EffectContext } from '../../platform/effects.js'
import { sendSignal } from '../../platform/signals.js'
import { attachToTip } from '../attachments/tip-files.js'
import { type Clock, startClocks } from '../deadlines/deadline.js'
import { holdCalendar } from '../deadlines/holidays-store.js'
import { isInvestigatingBody } from '../deadlines/investigating.js'
import { insertClocks } from '../deadlines/tip-clocks.js'
import type { WorkCalendar } from '../deadlines/working-days.js'
import { raiseAlarm } from '../units/raise-alarm.js'
import { loadUnitTree } from '../units/load-unit-tree.js'
import type { Category } from './categories.js'
import { insertIdentifiers, type TipIdentifier } from './keep-identifiers.js'
import { numberTip } from './number-tip.js'
import { makeReceipt } from './receipts.js'
import { alarmsOf } from './routing-alarms.js'
import { type Routing, routeTip, type TipToRoute } from './routing.js'
import type { Urgency } from './routing-rules.js'
import { findRulesInForce } from './rules-store.js'
import { searchTextOf } from './search-text.js'
import { insertTipEvent } from './tip-events.js'
import { type Circumstances, urgencyOf } from './urgency.js'

export type EvidenceLine = { key: string; label: string; value: string }

export type NewTip = {
  description: string
  category: Category
  circumstances: Circumstances
  areaCode: string
  evidence: EvidenceLine[]
  happened: string | null
  loss: string | null
  identifiers: TipIdentifier[]
  attachments: string[]
  contact: { kind: 'here' | 'phone' | 'anonymous'; phone?: string }
  /** The province that this system serves: it passes on what nobody else can take. */
  homeProvince: string
}

export type Filed = { tipId: string; number: string; receiptMarker: string; unitName: string }

/** Runs in the caller's transaction: the tip, its route, its clocks and the conversation's state commit together. */
export async function fileTip(tx: Tx, deps: Deps, context: EffectContext, tip: NewTip): Promise<Filed> {
  const now = deps.clock.now()
  const urgency = urgencyOf(tip.category, tip.circumstances)
  const [{ provinceCode }, tree, homeUnit, version, isRemote, calendar] = await Promise.all([
    findArea(tx, tip.areaCode),
    loadUnitTree(tx),
    findHomeUnit(tx, context.accountId),
    findRulesInForce(tx, now),
    isRemoteArea(tx, tip.areaCode),
    holdCalendar(tx),
  ])
  const facts: TipToRoute = {
    category: tip.category.code,
    areaCode: tip.areaCode,
    provinceCode,
    urgency,
    danger: tip.circumstances.danger === true,
    homeProvince: tip.homeProvince,
    ...(homeUnit && { homeUnit }),
  }
  const routing = routeTip(facts, version?.rules ?? [], tree, now)
  const unitName = tree.byId.get(routing.unitId)?.name ?? routing.unitCode
  const clocks = await clocksFor(tx, routing, { isRemote, calendar, now })
  const tipId = await insertTip(tx, deps, {
    ...{ tip, urgency, routing, clocks, now, facts },
    ...{ versionId: version?.id ?? null, channel: context.channel },
  })
  const [receiptMarker] = await Promise.all([
    insertReporter(tx, deps, context, tipId, tip),
    insertClocks(tx, { tipId, unitId: routing.unitId }, clocks),
    insertParts(tx, context, tipId, tip),
    insertTipEvent(tx, deps, null, tipId, { type: 'filed', data: { to: routing.unitCode, toName: unitName } }),
    tellUnits(tx, deps, tipId, routing),
  ])
  const number = await numberTip(tx, tipId, now)
  return { tipId, number, receiptMarker, unitName }
}

async function findArea(tx: Tx, code: string): Promise<{ provinceCode: string }> {
  return tx.selectFrom('area').select('provinceCode').where('code', '=', code).executeTakeFirstOrThrow()
}

async function findHomeUnit(tx: Tx, accountId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unitId')
    .select('unit.code')
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return row?.code
}

async function isRemoteArea(tx: Tx, areaCode: string): Promise<boolean> {
  const remote = await tx
    .selectFrom('unit')
    .select('id')
    .where('areaCode', '=', areaCode)
    .where('isRemote', '=', true)
    .executeTakeFirst()
  return remote !== undefined
}

type ClockFacts = { isRemote: boolean; calendar: WorkCalendar; now: Date }

async function clocksFor(tx: Tx, routing: Routing, { isRemote, calendar, now }: ClockFacts): Promise<Clock[]> {
  const { isPassedOn, isHandedOver, unitCode } = routing
  return startClocks(now, {
    isPassedOn,
    isRemote,
    // Whoever only passes the tip on has not received it as an investigating body.
    isInvestigating: !isHandedOver && (await isInvestigatingBody(tx, unitCode)),
    calendar,
  })
}

type TipRow = {
  tip: NewTip
  urgency: Urgency
  routing: Routing
  /** What the rules looked at, and which version they were of: the route can be explained after both have changed. */
  facts: TipToRoute
  versionId: string | null
  clocks: readonly Clock[]
  channel: string
  now: Date
}

async function insertTip(
  tx: Tx,
  { ids }: Deps,
  { tip, urgency, routing, facts, versionId, clocks, channel, now }: TipRow,
): Promise<string> {
  const dueAt = new Date(Math.min(...clocks.map((clock) => clock.dueAt.getTime())))
  const { id } = await tx
    .insertInto('tip')
    .values({
      // Until the tip gets its own, at the end.
      number: ids.uuid(),
      category: tip.category.code,
      urgency,
      areaCode: tip.areaCode,
      unitId: routing.unitId,
      escalationUnitId: routing.escalation.unitId === routing.unitId ? null : routing.escalation.unitId,
      channel,
      description: tip.description,
      evidence: JSON.stringify(tip.evidence),
      happened: tip.happened,
      loss: tip.loss,
      contactKind: tip.contact.kind,
      routing: JSON.stringify({ ...routing, facts, versionId }),
      searchText: searchTextOf([
        ...tip.identifiers.flatMap(({ value, raw }) => [value, raw]),
        tip.description,
        ...tip.evidence.map(({ value }) => value),
      ]),
      receivedAt: now,
      ownedSince: now,
      dueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function insertParts(tx: Tx, context: EffectContext, tipId: string, tip: NewTip): Promise<void> {
  await Promise.all([
    insertIdentifiers(tx, tipId, tip.identifiers),
    attachToTip(tx, context.conversationId, tip.attachments, { tipId }),
  ])
}

/** The owner, and those who get a copy to read. What could not go where it should is on the alarm list (P3). */
async function tellUnits(tx: Tx, deps: Deps, tipId: string, routing: Routing): Promise<void> {
  const createdAt = deps.clock.now()
  const copies = routing.copies.map(({ unitId }) => unitId)
  const notices = [
    { tipId, unitId: routing.unitId, kind: 'new', createdAt },
    ...copies.map((unitId) => ({ tipId, unitId, kind: 'copy', createdAt })),
  ]
  const accesses = copies.map((unitId) => ({ tipId, unitId, kind: 'copy', since: createdAt }))
  await Promise.all([
    tx.insertInto('unitNotice').values(notices).execute(),
    accesses.length > 0 && tx.insertInto('tipAccess').values(accesses).execute(),
    ...[routing.unitId, ...copies].map((unitId) => sendSignal(tx, 'tip', unitId)),
    ...alarmsOf(tipId, routing).map((alarm) => raiseAlarm(tx, { ...alarm, raisedAt: createdAt })),
  ])
}

/** P5: who reported stands apart, encrypted, where no officer's role can read. */
async function insertReporter(tx: Tx, deps: Deps, context: EffectContext, tipId: string, tip: NewTip): Promise<string> {
  const id = deps.ids.uuid()
  const receipt = makeReceipt(deps, id)
  const { accountId, conversationId } = context
  await tx
    .insertInto('tipReporter')
    .values({
      id,
      tipId,
      accountId,
      conversationId,
      contact: tip.contact.phone ? deps.keys.seal('contact', tip.contact.phone, id) : null,
      receiptHash: receipt.hash,
      receiptCopy: receipt.copy,
      receiptCopyUntil: receipt.copyUntil,
      createdAt: deps.clock.now(),
    })
    .execute()
  return receipt.marker
}
