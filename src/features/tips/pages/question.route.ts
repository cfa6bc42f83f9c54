import { z } from 'zod'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { askReporter } from '../ask-reporter.js'
import { QUESTION_TEMPLATES } from '../question-templates.js'
import { getTip } from '../read-tips.js'
import { refusedPage } from './act-page.js'
import { actOn, inOfficersRole, numberParam, type TipKit, tipPath } from './kit.js'
import { tipPage } from './tip.page.js'

const QuestionForm = z.object({
  template: z.string().default(''),
  text: z.string().max(1000, 'Câu hỏi dài quá 1.000 ký tự.').default(''),
})

/** A refused question comes back with the reason, and with what was typed. */
export async function sendQuestion(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, QuestionForm)
  const values = read.kind === 'read' ? read.values : read.form.values
  const again = async (errors: Readonly<Record<string, string>>) =>
    tipPage(c, kit, await inOfficersRole(c, kit, (tx) => getTip(tx, number)), { values, errors })
  if (read.kind === 'wrong') return again(read.form.errors)
  const readyMade = QUESTION_TEMPLATES[Number(read.data.template || Number.NaN)] ?? ''
  const question = [readyMade, read.data.text].filter(Boolean).join(' ')
  const acted = await actOn(c, kit, (tx) => askReporter(tx, kit.edge.deps, c.var.officer, number, question))
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [question])
  if (acted.kind === 'invalid') return again(acted.error.detail)
  setFlash(c, 'success', 'Đã gửi câu hỏi. Khi người báo tin trả lời, tin sẽ hiện lại trong hàng đợi.')
  return c.redirect(tipPath(number), 303)
}
