/** Whoever reports, on whatever channel. Each act resolves once the bot has answered it. */
export type Reporter = {
  says(text: string): Promise<unknown>
  presses(label: string): Promise<unknown>
  sends(...pictures: Buffer[]): Promise<unknown>
  last(): { text: string; choices?: readonly { label: string }[] }
}

export type ReportAnswers = {
  danger?: 'Có người nguy hiểm' | 'Tiền đang chuyển đi' | 'Không có'
  description?: string
  /** The label of one of the 15, or nothing to take the first that the bot proposes. */
  category?: string
  area?: string
  pictures?: Buffer[]
  contact?: 'here' | 'phone' | 'anonymous'
}

const FIRST = 'Tôi bị lừa chuyển khoản 5 triệu vào tài khoản Vietcombank 0123456789012, họ gọi từ số 0900 000 000'

/** Answers whatever the report flow asks until the summary stands there. */
export async function reachSummary(citizen: Reporter, answers: ReportAnswers = {}): Promise<void> {
  await citizen.says(answers.description ?? FIRST)
  await citizen.presses(answers.danger ?? 'Không có')
  await citizen.presses('Đồng ý')
  await citizen.presses('Dùng nội dung này')
  for (let turn = 0; turn < 40; turn++) {
    const { text, choices = [] } = citizen.last()
    const labels = choices.map(({ label }) => label)
    if (labels.includes('Gửi tin')) return
    await answerOne(citizen, text, labels, answers)
  }
  throw new Error(`no summary was reached; last: ${citizen.last().text}`)
}

/** Files a report and takes note of the code that the citizen is shown. */
export async function filesReport(citizen: Reporter, answers: ReportAnswers = {}): Promise<{ code: string }> {
  await reachSummary(citizen, answers)
  await citizen.presses('Gửi tin')
  const code = /AN(-[0-9A-Z]{4}){4}/.exec(citizen.last().text)?.[0]
  if (!code) throw new Error(`no code was shown: ${citizen.last().text}`)
  return { code }
}

/** By the labels that the question offers: the flow's own words are the contract with the citizen. */
async function answerOne(
  citizen: Reporter,
  text: string,
  labels: readonly string[],
  answers: ReportAnswers,
): Promise<void> {
  const { category, area = 'Phường Đức Phổ', pictures = [], contact = 'here' } = answers
  const first = labels[0] ?? ''
  const press: [offered: string, label: string][] = [
    ['Chọn loại khác', category ? 'Chọn loại khác' : first],
    ['Nhập ngày', 'Hôm nay'],
    ['Giữ tất cả', 'Giữ tất cả'],
    ['Nơi khác', 'Đúng'],
    ['Không có ở đây', first],
    ['Vẫn ẩn danh', 'Vẫn ẩn danh'],
    ['Ẩn danh', { here: 'Chỉ nhắn ở đây', phone: 'Gọi điện thoại', anonymous: 'Ẩn danh' }[contact]],
    ['Bỏ qua', 'Bỏ qua'],
  ]
  const next = press.find(([offered]) => labels.includes(offered))
  if (next) await citizen.presses(next[1])
  else if (labels.includes('Không phải tin báo')) await citizen.presses(category ?? first)
  else if (labels.includes('Tôi không rõ')) await citizen.says(area)
  else if (labels.includes('Không mất tiền')) await citizen.says('5 triệu')
  else if (text.includes('cho số điện thoại')) await citizen.says('0900 000 000')
  else if (labels.includes('Xong / không có') && pictures.length > 0) await citizen.sends(...pictures.splice(0))
  else if (labels.includes('Xong / không có')) await citizen.presses('Xong / không có')
  else throw new Error(`the report flow asks something new: ${text}\n${labels.join(' | ')}`)
}
