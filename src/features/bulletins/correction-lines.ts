type Corrections = {
  lang: 'vi' | 'en'
  corrects: { title: string } | null
  correctedBy: { title: string } | null
}

/** What a chat is told first: a bulletin that was set right must not be believed as it stands. */
export function correctionLines({ lang, corrects, correctedBy }: Corrections): string[] {
  return [
    ...(correctedBy
      ? [`${lang === 'en' ? 'CORRECTED. Read' : 'ĐÃ ĐƯỢC ĐÍNH CHÍNH. Mời đọc'}: “${correctedBy.title}”.`]
      : []),
    ...(corrects ? [`${lang === 'en' ? 'Corrects' : 'Đính chính bản tin'}: “${corrects.title}”.`] : []),
  ]
}
