/** `values`: the normal forms of what the text names. */
export type GivenText = { text: string; values: string[] }

/** Invented reports, each another mixture of the same sentences; the same ones in every run. */
export function givenTips(count: number): GivenText[] {
  return Array.from({ length: count }, (_, index) => tipOf(index))
}

type Sentence = (index: number) => { text: string; value?: string }

const STORIES = [
  'Tối qua 9h30 có người tự xưng cán bộ ngân hàng gọi cho tôi, nói tài khoản của tôi bị khóa.',
  'Hôm kia mẹ tôi nhận được tin nhắn báo trúng thưởng xe máy, phải nộp phí trước mới được nhận.',
  'E bị lừa ck 5tr5 ngày 12/11/2026, nó bảo làm nhiệm vụ dc trả hoa hồng, sau đó ko rút dc nữa.',
  'Sáng nay con tôi thấy một nhóm rủ đầu tư, cam kết lãi 20% một tháng, đã chuyển 50.000.000đ rồi bị chặn.',
  'Toi bi mat 1 ty 2 vi tin loi nguoi quen tren mang, ho noi se hoan lai trong 3 ngay.',
]

const NAMES: readonly Sentence[] = [
  (index) => ({ text: `Nó dùng số 0900 000 00${digit(index)}`, value: `+8490000000${digit(index)}` }),
  (index) => ({ text: `số cũ là 0168.000.000${digit(index)}`, value: `+8438000000${digit(index)}` }),
  (index) => ({ text: `stk 10234567${digit(index)}9 Vietcombank`, value: `10234567${digit(index)}9` }),
  (index) => ({ text: `bảo vào hxxps://vcb-${index}[.]example[.]com/otp`, value: `vcb-${index}.example.com/otp` }),
  (index) => ({ text: `nhắn Telegram: @ke_lua_${index}`, value: `t.me/ke_lua_${index}` }),
  (index) => ({
    text: `trang fb https://www.facebook.com/Shop.Gia.${index}/`,
    value: `facebook.com/shop.gia.${index}`,
  }),
  (index) => ({ text: `thư từ hotro${index}@example.com`, value: `hotro${index}@example.com` }),
  () => ({ text: 'ví TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', value: 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8' }),
  () => ({ text: 'tin nhắn từ "VIETCOMBANK" nhưng không phải', value: 'VIETCOMBANK' }),
  () => ({ text: 'tôi còn giữ ảnh chụp màn hình và biên lai chuyển tiền' }),
  () => ({ text: 'tôi rất lo, nhờ các anh chị công an xem giúp' }),
]
/** How far apart the sentences of one text stand in the list: no common divisor, so that all mixtures come. */
const STEPS = [1, 3, 5, 7]

function tipOf(index: number): GivenText {
  const story = STORIES[index % STORIES.length] ?? ''
  const step = STEPS[index % STEPS.length] ?? 1
  const chosen = Array.from(
    { length: 4 },
    (_, at) => NAMES[(index + at * step) % NAMES.length]?.(index) ?? { text: '' },
  )
  return {
    text: `${story} ${chosen.map(({ text }) => text).join(', ')}.`,
    values: chosen.flatMap(({ value }) => (value === undefined ? [] : [value])),
  }
}

function digit(index: number): number {
  return index % 10
}
