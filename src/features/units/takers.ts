import { canTake, type UnitNode, type UnitTree, upFrom } from './unit-tree.js'

/** `own`: the unit that should have the tip. `page`: the one that was written to. `home`: the province served here. */
export type Places = { own: UnitNode | undefined; page: UnitNode | undefined; home: UnitNode | undefined }
export type Taker = { unit: UnitNode; as: 'own' | 'page' | 'home' | 'anybody' }

/**
 * Who can take a tip, nearest first: up from its own unit, up from the unit that was written to, up from the home
 * province; then whoever is there at all, since a tip that nobody can see is worse than one that must be passed on.
 */
export function findTaker(tree: UnitTree, { own, page, home }: Places, now: Date): Taker | undefined {
  const isAtHome = (unit: UnitNode) => home !== undefined && upFrom(tree, unit).includes(home)
  const anybody = [...tree.byId.values()].sort((a, b) => Number(isAtHome(b)) - Number(isAtHome(a)))
  const takers: Taker[] = [
    ...upFrom(tree, own).map((unit) => ({ unit, as: 'own' as const })),
    ...upFrom(tree, page).map((unit) => ({ unit, as: 'page' as const })),
    ...upFrom(tree, home).map((unit) => ({ unit, as: 'home' as const })),
    ...anybody.map((unit) => ({ unit, as: 'anybody' as const })),
  ]
  return takers.find(({ unit }) => canTake(unit, now))
}

/** What a tip's page says of a taker that is not above the tip's own unit. */
export function handedOverWords({ unit, as }: Taker, isOtherProvince: boolean): string {
  const reason = isOtherProvince
    ? 'Địa bàn thuộc tỉnh khác và chưa có đơn vị nào ở đó trực trên hệ thống'
    : 'Chưa có đơn vị nào của địa bàn trực trên hệ thống'
  const which = as === 'page' ? `${unit.name} (nơi người báo tin đã nhắn)` : unit.name
  return `${reason} nên giao ${which} tiếp nhận để chuyển tiếp.`
}
