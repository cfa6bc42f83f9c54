import { foldText } from '../../engine/text-key.js'

/** Short forms written out, for matching only: the text that is stored stays as it was written. */
export function expandTeencode(folded: string): string {
  return folded.replace(/[\p{L}\d]+/gu, (word) => SHORT_FORMS.get(word) ?? word)
}

const SHORT_FORMS = new Map(
  Object.entries({
    ...{ ko: 'không', k: 'không', hok: 'không', khum: 'không', hem: 'không', dc: 'được', đc: 'được', r: 'rồi' },
    ...{ vs: 'với', nt: 'nhắn tin', sdt: 'số điện thoại', tk: 'tài khoản', stk: 'số tài khoản', ck: 'chuyển khoản' },
    ...{ fb: 'facebook', zl: 'zalo', tele: 'telegram', acc: 'tài khoản', nick: 'tài khoản', ctv: 'cộng tác viên' },
    ...{ cmnd: 'cccd', ca: 'công an', ld: 'lừa đảo', lđ: 'lừa đảo', mk: 'mật khẩu', nv: 'nhiệm vụ', dt: 'điện thoại' },
    ...{ ngta: 'người ta', ng: 'người', bc: 'bắt cóc', tt: 'thông tin', nh: 'ngân hàng', đt: 'điện thoại' },
  }).flatMap(([short, long]): [string, string][] => [
    [short, long],
    [foldText(short), long],
  ]),
)
