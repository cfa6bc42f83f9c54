import type { NewAlarm } from '../units/raise-alarm.js'
import type { Routing } from './routing.js'

type Alarm = Omit<NewAlarm, 'raisedAt'>

/**
 * What the alarm list says of a route. Who lacks people is named once, by the unit that lacks them, and stands until
 * somebody is there; a tip that went elsewhere is named at the unit that has it, since that one must see to it.
 */
export function alarmsOf(tipId: string, routing: Routing): Alarm[] {
  if (routing.kind === 'matched') return []
  const here = { tipId, unitId: routing.unitId, text: routing.why.join(' ') }
  const { lacking, reason } = routing
  return [
    ...(reason === 'unit_without_officers' && lacking ? [lacks(lacking, routing)] : [{ ...here, kind: reason }]),
    ...(routing.isHandedOver ? [{ ...here, kind: 'handed_over' }] : []),
  ]
}

function lacks(lacking: { unitId: string; name: string }, routing: Routing): Alarm {
  const text = `${lacking.name} chưa có cán bộ trực trên hệ thống. ${routing.why.at(-1) ?? ''}`
  return { kind: 'unit_without_officers', unitId: lacking.unitId, text }
}
