import { Card, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { numberParam } from '../../../console/read-form.js'
import { judge, numberedText, rightValues, showOptions, wrongValues } from '../play-quiz.js'
import type { Question } from '../quiz.js'
import { NO_TITLE, pathOf, readQuiz } from './kit.js'

/** Any will do: the options stand in an order of chance, and in the same one at every look. */
const SEED = 'xem-truoc'

/** The newest version, or the one that the address names, as it is played. */
export async function showPreview(c: ConsoleContext, edge: Edge): Promise<Response> {
  const number = numberParam(c)
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
