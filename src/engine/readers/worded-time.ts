/**
 * Is a time meant that is no one day, seen in folded text? `sure`: whatever else stands there ("mấy hôm nay", a span,
 * the lunar calendar). `perhaps`: unless a day is named beside it ("thứ 3 tuần trước").
 */
export function wordedTime(folded: string): 'sure' | 'perhaps' | undefined {
  if (SURE.some((form) => form.test(folded))) return 'sure'
  return PERHAPS.test(folded) ? 'perhaps' : undefined
}

const UNIT = '(?:ngay|hom|bua|tuan|thang|nam|gio|tieng|phut)'
const WORD = '(?:hom|bua|thu|sang|trua|chieu|toi|dem|dau|giua|cuoi|thang|tuan|nam)'
const SURE = [
  new RegExp(`\\b(?:may|vai|nhieu|dam) (?:chuc )?${UNIT}\\b`),
  new RegExp(
    `\\b(?:ca|suot|may) (?:tuan|thang|nam)\\b|\\b\\d{1,2}(?:~| (?:den|_|hay|hoac) )\\d{1,2} ?${UNIT} (?:truoc|nay)\\b`,
  ),
  new RegExp(`\\btu (?:ngay |luc |khoang )?(?:\\d{1,2}(?!\\d)(?! ?(?:h|g|gio|:))|${WORD}\\b).{0,25}(?:\\bden\\b|_)`),
  /\b(?:tu|cho|keo dai)\b.{0,30}\bden (?:nay|hom nay|bay gio|gio)\b/,
  /\b(?:mung|mong) ?\d|\bam lich\b|\b\d{1,2} ?al\b|\b(?:ngay|hom|toi|dem|sang|chieu) ram\b|^ram\b|\bram thang\b/,
  /\b(?:dip|truoc|sau|hom|ngay|30|giao thua|gan|gap|hoi) tet\b|^tet\b|\bgiao thua\b/,
  /\b(?:a few|several|some|couple of) (?:days?|weeks?|months?|hours?)\b/,
]
const PERHAPS =
  /\b(?:tuan|thang) (?:nay|truoc|roi|vua roi|vua qua|qua)\b|\bnam (?:nay|ngoai|truoc|roi)\b|\b(?:dau|giua|cuoi) (?:tuan|thang|nam)\b|\bthang ?\d{1,2}\b|\bthang gieng\b|\bthang chap\b|(?<![\d/])\d{1,2}\/(?:19|20)\d\d\b|\bnam (?:19|20)\d\d\b|\b(?:hom|bua) (?:truoc|no|bua|roi)\b|\b(?:gan|moi) day\b|\b(?:dao|hoi) (?:nay|truoc)\b|\blau (?:roi|nay)\b|\b(?:last|this) (?:week|month|year)\b|\brecently\b/
