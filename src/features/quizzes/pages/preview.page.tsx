import { Card, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { NO_SUCH_PAGE } from '../../../console/read-form.js'
import { AppError } from '../../../platform/errors.js'
import { judge, numberedText, rightValues, showOptions, wrongValues } from '../play-quiz.js'
import type { Question } from '../quiz.js'
import { inOfficersRole, NO_TITLE, pathOf, readQuiz } from './kit.js'

/** Any will do: the options stand in an order of chance, and in the same one at every look. */
const SEED = 'xem-truoc'

/** The newest version, or the one that the address names, as it is played. */
export async function showPreview(c: ConsoleContext, edge: Edge): Promise<Response> {
  const number = versionParam(c)
  const { row, content } = await readQuiz(c, edge, async () => null, number)
  return page(
    c,
    { title: 'Xem như người chơi', nav: 'quizzes' },
    <>
      <PageHeader
        title={content.title || NO_TITLE}
        back={{ href: pathOf(row.id), label: 'Bộ câu hỏi này' }}
        lead={`Phiên bản ${number ?? row.version}, như người chơi thấy. Khi chơi, các câu và lựa chọn được xáo trộn.`}
      />
      {content.questions.length === 0 && <p>Chưa có câu hỏi nào.</p>}
      {content.questions.map((question, index) => (
        <PlayedQuestion question={question} number={index + 1} count={content.questions.length} />
      ))}
    </>,
  )
}

type PlayedProps = { question: Question; number: number; count: number }

function PlayedQuestion({ question, number, count }: PlayedProps) {
  const { picture, source } = question
  return (
    <Card title={`Câu ${number}`}>
      <div class="quiz-played">
        <div class="phone">
          {picture && (
            <img class="bulletin-picture" src={`/console/quizzes/pictures/${picture.id}`} alt={picture.alt} />
          )}
          <p class="phone-bubble">
            {numberedText(question, number, count)}
            {picture && `\n\n[Hình: ${picture.alt}]`}
          </p>
          <ol class="phone-buttons">
            {showOptions(question, SEED).map(({ label }, index) => (
              <li>
                {index + 1}. {label}
              </li>
            ))}
          </ol>
        </div>
        <div>
          <h3>Trả lời đúng</h3>
          <p class="pre-line">{said(question, rightValues(question))}</p>
          <h3>Trả lời sai</h3>
          <p class="pre-line">{said(question, wrongValues(question))}</p>
          <p class="sub">
            Nguồn:{' '}
            <a href={/^https:/.test(source.url) ? source.url : '#'} rel="noopener noreferrer" class="breakable">
              {source.url || 'chưa có địa chỉ'}
            </a>
          </p>
        </div>
      </div>
    </Card>
  )
}

function said(question: Question, chosen: readonly string[]): string {
  const judged = judge(question, chosen)
  return 'hint' in judged ? judged.hint : judged.text
}

/** Of any quiz that the officer sees; kept by no cache but this officer's own. */
export async function showPicture(c: ConsoleContext, edge: Edge): Promise<Response> {
  const id = c.req.param('picture') ?? ''
  const picture = /^\d{1,15}$/.test(id)
    ? await inOfficersRole(c, edge, (limited) =>
        limited.selectFrom('picture').select(['mime', 'bytes']).where('id', '=', id).executeTakeFirst(),
      )
    : undefined
  if (!picture) throw new AppError('not_found', NO_SUCH_PAGE)
  c.header('content-type', picture.mime)
  c.header('cache-control', 'private, max-age=86400')
  return c.body(new Uint8Array(picture.bytes))
}

function versionParam(c: ConsoleContext): number | undefined {
  const given = c.req.param('number')
  if (given === undefined) return undefined
  if (!/^\d{1,6}$/.test(given)) throw new AppError('not_found', NO_SUCH_PAGE)
  return Number(given)
}
