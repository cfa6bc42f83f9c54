import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { releaseTip, takeTip } from '../take-tip.js'
import { refusedPage } from './act-page.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'

export async function sendClaim(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const acted = await actOn(c, kit, (tx) => takeTip(tx, kit.edge.deps, c.var.officer, number))
  if (acted.kind !== 'done') return refusedPage(c, number, acted.error, [])
  setFlash(c, 'success', 'Đồng chí đang giữ tin trong 30 phút. Mỗi việc làm với tin sẽ giữ thêm 30 phút.')
  return c.redirect(tipPath(number), 303)
}

export async function sendRelease(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const acted = await actOn(c, kit, (tx) => releaseTip(tx, kit.edge.deps, c.var.officer, number))
  if (acted.kind !== 'done') return refusedPage(c, number, acted.error, [])
  setFlash(c, 'success', 'Đã thôi giữ tin. Cán bộ khác nhận được ngay.')
  return c.redirect(tipPath(number), 303)
}
