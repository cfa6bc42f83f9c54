import { foldText } from '../../engine/text-key.js'

/** Short forms written out, for matching only: the text that is stored stays as it was written. */
export function expandTeencode(text: string): string {
  return replaceWords(text, SURE)
}

/** Those that can also be a word of their own: "ca" is the police, or "cá" in "ca do". */
export function expandUnsure(text: string): string {
  return replaceWords(text, UNSURE)
}

function replaceWords(text: string, forms: ReadonlyMap<string, string>): string {
  return text.replace(/[\p{L}\p{M}\d]+/gu, (word) => forms.get(word) ?? word)
}

function formsOf(forms: { [short: string]: string }): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(forms).flatMap(([short, long]): [string, string][] => [
      [short, long],
      [foldText(short), long],
    ]),
  )
}

const SURE = formsOf({
  ...{ ko: 'không', k: 'không', kg: 'không', hok: 'không', hông: 'không', hổng: 'không', khum: 'không', hem: 'không' },
  ...{ dc: 'được', đc: 'được', vs: 'với', nt: 'nhắn tin', ib: 'nhắn tin', inbox: 'nhắn tin', ns: 'nói', j: 'gì' },
  ...{ sdt: 'số điện thoại', sđt: 'số điện thoại', tk: 'tài khoản', stk: 'số tài khoản', ck: 'chuyển khoản' },
  ...{ fb: 'facebook', zl: 'zalo', tele: 'telegram', ig: 'instagram', acc: 'tài khoản', nick: 'tài khoản' },
  ...{ ctv: 'cộng tác viên', cmnd: 'cccd', ld: 'lừa đảo', lđ: 'lừa đảo', lừađảo: 'lừa đảo', mk: 'mật khẩu' },
  ...{ nv: 'nhiệm vụ', ngta: 'người ta', nh: 'ngân hàng', đt: 'điện thoại', cty: 'công ty', ny: 'người yêu' },
  ...{ bn: 'bao nhiêu', e: 'em', a: 'anh', c: 'chị', mn: 'mọi người', hk: 'không', csgt: 'cảnh sát giao thông' },
})

const UNSURE = formsOf({
  ...{ ca: 'công an', r: 'rồi', dt: 'điện thoại', bc: 'bắt cóc', tt: 'thông tin', ng: 'người', h: 'giờ', t: 'tôi' },
  ...{ tn: 'tin nhắn', cx: 'cũng', lq: 'liên quân', m: 'mày', tg: 'thời gian' },
})
