import { chartResponse } from '../../../console/chart.js'
import { Card, PageHeader } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { NO_SUCH_PAGE } from '../../../console/read-form.js'
import { AppError } from '../../../platform/errors.js'
import { type OptionShare, type QuestionShares, shareAnswers } from '../answer-shares.js'
import { vietnamMoment } from '../daily.js'
import { type PeriodName, periodOf } from '../period.js'
import { countAnswers, countGames, groupByArea, groupByOrganisation } from '../results-queries.js'
import { LEAST_SHOWN, type ShownGroup, showGroups } from '../small-groups.js'
import { KIND_WORDS, NO_TITLE, pathOf, readQuiz } from './kit.js'

const PERIODS: readonly (readonly [PeriodName, string])[] = [
  ['this', 'Tháng này'],
  ['last', 'Tháng trước'],
  ['all', 'Tất cả'],
]

/** For the writers: what is hard, which wrong answer draws people, and how groups do. Nobody is ranked. */
export async function showResults(c: ConsoleContext, edge: Edge): Promise<Response> {
  const period = periodParam(c)
  const { id, title, games, shares, organisations, areas } = await readResults(c, edge, period)
  const chart = (query: string) => `${pathOf(id, 'results/chart.svg')}?ky=${period}&${query}`
  return page(
    c,
    { title: `Kết quả: ${title}`, nav: 'quizzes' },
    <>
      <PageHeader
        title={`Kết quả: ${title}`}
        back={{ href: pathOf(id), label: 'Bộ câu hỏi này' }}
        lead={`${games} lượt chơi hết bộ. Không ghi ai trả lời, không xếp hạng.`}
      />
      <nav class="tabs" aria-label="Thời gian">
        {PERIODS.map(([name, label]) => (
          <a href={`${pathOf(id, 'results')}?ky=${name}`} {...(name === period && { 'aria-current': 'page' })}>
            {label}
          </a>
        ))}
      </nav>
      <h2>Từng câu hỏi</h2>
      {shares.map((one, index) => (
        <QuestionCard shares={one} number={index + 1} chart={chart(`cau=${one.question.id}`)} />
      ))}
      <Groups title="Theo tổ chức" groups={organisations} chart={chart('nhom=to-chuc')} />
      <Groups title="Theo địa bàn" groups={areas} chart={chart('nhom=dia-ban')} />
    </>,
  )
}

/** The same numbers as a picture. */
export async function showResultsChart(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { shares, organisations, areas } = await readResults(c, edge, periodParam(c))
  const asked = c.req.query('cau')
  const one = shares.find(({ question }) => question.id === asked)
  if (one) {
    const bars = one.options.map(({ label, share, isRight }) => ({
      label: isRight ? `${label} (đúng)` : label,
      ...{ value: share, isStrong: isRight },
    }))
    return chartResponse(c, { title: 'Tỷ lệ chọn', bars, unit: ' %', max: 100 })
  }
  const groups = { 'to-chuc': organisations, 'dia-ban': areas }[c.req.query('nhom') ?? '']
  if (!groups) throw new AppError('not_found', NO_SUCH_PAGE)
  const bars = groups.flatMap(({ name, share }) => (share === null ? [] : [{ label: name, value: share }]))
  return chartResponse(c, { title: 'Tỷ lệ trả lời đúng', bars, unit: ' %', max: 100 })
}

async function readResults(c: ConsoleContext, edge: Edge, name: PeriodName) {
  const period = periodOf(name, vietnamMoment(edge.deps.clock.now()).day)
  const { row, content, more } = await readQuiz(c, edge, async (limited, { id }) => ({
    counts: await countAnswers(limited, id, period),
    games: await countGames(limited, id, period),
    organisations: showGroups(await groupByOrganisation(limited, id, period)),
    areas: showGroups(await groupByArea(limited, id, period)),
  }))
  const { counts, ...rest } = more
  const shares = content.questions.map((question) => shareAnswers(question, counts))
  return { id: row.id, title: content.title || NO_TITLE, shares, ...rest }
}

const OPTION_COLUMNS: Column<OptionShare>[] = [
  { title: 'Trả lời', cell: ({ label, isRight }) => (isRight ? `${label} (đúng)` : label) },
  { title: 'Lượt', cell: ({ count }) => String(count), class: 'narrow number' },
  { title: 'Tỷ lệ', cell: ({ share }) => `${share} %`, class: 'narrow number' },
]

type QuestionProps = { shares: QuestionShares; number: number; chart: string }

function QuestionCard({ shares: { question, answers, right, options }, number, chart }: QuestionProps) {
  return (
    <Card title={`Câu ${number}. ${question.ask}`}>
      <p>
        {KIND_WORDS[question.kind].label} · {answers === 0 ? 'Chưa ai trả lời.' : `${answers} lượt, ${right} % đúng.`}
      </p>
      {answers > 0 && (
        <div class="quiz-numbers">
          <img src={chart} alt={`Biểu đồ tỷ lệ chọn của câu ${number}; số liệu trong bảng bên cạnh`} />
          <div>
            <Table caption={`Tỷ lệ chọn của câu ${number}`} columns={OPTION_COLUMNS} rows={options} />
            {question.kind === 'order' && (
              <p class="sub">
                Các số chỉ dòng theo thứ tự đúng: {question.options.map(({ text }) => text).join(' → ')}.
              </p>
            )}
            {question.kind === 'several' && <p class="sub">Mỗi người có thể chọn nhiều dòng.</p>}
          </div>
        </div>
      )}
    </Card>
  )
}

const FEW = `dưới ${LEAST_SHOWN} lượt`

const GROUP_COLUMNS: Column<ShownGroup>[] = [
  { title: 'Tên', cell: ({ name }) => name },
  { title: 'Lượt chơi', cell: ({ results }) => (results === null ? FEW : String(results)), class: 'narrow number' },
  { title: 'Trả lời đúng', cell: ({ share }) => (share === null ? '' : `${share} %`), class: 'narrow number' },
]

function Groups({ title, groups, chart }: { title: string; groups: readonly ShownGroup[]; chart: string }) {
  return (
    <>
      <h2>{title}</h2>
      {groups.length === 0 ? (
        <p>Chưa có lượt chơi nào ở mục này.</p>
      ) : (
        <div class="quiz-numbers">
          {groups.some(({ share }) => share !== null) && (
            <img src={chart} alt={`Biểu đồ ${title.toLowerCase()}; số liệu trong bảng bên cạnh`} />
          )}
          <Table caption={title} columns={GROUP_COLUMNS} rows={groups} />
        </div>
      )}
    </>
  )
}

function periodParam(c: ConsoleContext): PeriodName {
  return PERIODS.map(([name]) => name).find((name) => name === c.req.query('ky')) ?? 'this'
}
