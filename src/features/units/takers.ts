import { canTake, type UnitNode, type UnitTree, upFrom } from './unit-tree.js'

/** `own`: the unit that should have the tip. `page`: the one that was written to. `home`: the province served here. */
export type Places = { own: UnitNode | undefined; page: UnitNode | undefined; home: UnitNode | undefined }
export type Taker = { unit: UnitNode; as: 'own' | 'page' | 'home' | 'anybody' }

/**
 * Who can take a tip, nearest first: up from its own unit, up from the unit that was written to, up from the home
 * province; then whoever is there at all, since a tip that nobody can see is worse than one that must be passed on.
 */
export function findTaker(tree: UnitTree, { own, page, home }: Places, now: Date): Taker | undefined {
  const near: Taker[] = [
    ...upFrom(tree, own).map((unit) => ({ unit, as: 'own' as const })),
    ...upFrom(tree, page).map((unit) => ({ unit, as: 'page' as const })),
    ...upFrom(tree, home).map((unit) => ({ unit, as: 'home' as const })),
  ]
  return near.find(({ unit }) => canTake(unit, now)) ?? findAnybody(tree, home, now)
}

/** Looks through the whole country, so only where nobody near can. */
function findAnybody(tree: UnitTree, home: UnitNode | undefined, now: Date): Taker | undefined {
  const isAtHome = (unit: UnitNode) => home !== undefined && upFrom(tree, unit).includes(home)
  const able = [...tree.byId.values()].filter((unit) => canTake(unit, now))
  const unit = able.find(isAtHome) ?? able[0]
  return unit && { unit, as: 'anybody' }
}

/** What a tip's page says of a taker that is not above the tip's own unit. */
export function handedOverWords({ unit, as }: Taker, isOtherProvince: boolean): string {
  const reason = isOtherProvince
    ? 'Địa bàn thuộc tỉnh khác và chưa có đơn vị nào ở đó trực trên hệ thống'
    : 'Chưa có đơn vị nào của địa bàn trực trên hệ thống'
  const which = as === 'page' ? `${unit.name} (nơi người báo tin đã nhắn)` : unit.name
  return `${reason} nên giao ${which} tiếp nhận để chuyển tiếp.`
}
