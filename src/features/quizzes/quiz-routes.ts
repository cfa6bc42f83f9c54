import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { MAX_UPLOAD_BYTES } from '../bulletins/pages/take-picture.js'
import { handleApprove, handleAskReview, handleMove, handleSendBack } from './pages/acts.route.js'
import { handleHead, showEditQuiz, showNewQuiz } from './pages/head.page.js'
import { type QuizPageParts, slugParam } from './pages/kit.js'
import { showQuizzes } from './pages/list.page.js'
import { showPicture } from '../bulletins/pages/picture.route.js'
import { showPreview } from './pages/preview.page.js'
import { handleQuestion, showQuestion } from './pages/question.page.js'
import { showQuiz } from './pages/quiz.page.js'
import { handleDelete, handleWithdraw, showWithdraw } from './pages/remove.page.js'
import { showResults, showResultsChart } from './pages/results.page.js'

/** The forms that carry a picture. */
export const QUIZ_UPLOADS = { path: /^\/quizzes\/[a-z0-9-]+\/questions\/[a-z0-9-]+$/, maxBytes: MAX_UPLOAD_BYTES }

/** The quizzes' pages for officers. Paths are relative to `/console`. */
export function quizRoutes(edge: Edge, parts: QuizPageParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/quizzes', (c) => showQuizzes(c, edge))
  routes.get('/quizzes/new', (c) => showNewQuiz(c, edge, parts)).post((c) => handleHead(c, edge, parts, null))
  routes.get('/quizzes/pictures/:picture', (c) => showPicture(c, edge))
  const quiz = routes.basePath('/quizzes/:id')
  quiz.get('/', (c) => showQuiz(c, edge, parts))
  quiz.get('/edit', (c) => showEditQuiz(c, edge, parts)).post((c) => handleHead(c, edge, parts, slugParam(c)))
  quiz.get('/preview', (c) => showPreview(c, edge))
  quiz.get('/versions/:number', (c) => showPreview(c, edge))
  quiz.get('/results', (c) => showResults(c, edge))
  quiz.get('/results/chart.svg', (c) => showResultsChart(c, edge))
  quiz.post('/ask-review', (c) => handleAskReview(c, edge, parts))
  quiz.post('/approve', (c) => handleApprove(c, edge, parts))
  quiz.post('/send-back', (c) => handleSendBack(c, edge))
  quiz.get('/withdraw', (c) => showWithdraw(c, edge)).post((c) => handleWithdraw(c, edge, parts))
  addQuestionRoutes(quiz, edge, parts)
  return routes
}

function addQuestionRoutes(quiz: Hono<ConsoleEnv>, edge: Edge, parts: QuizPageParts): void {
  const NEW = '/questions/new'
  quiz.get(NEW, (c) => showQuestion(c, edge, parts, null)).post((c) => handleQuestion(c, edge, parts, null))
  const one = '/questions/:question'
  quiz
    .get(one, (c) => showQuestion(c, edge, parts, slugParam(c, 'question')))
    .post((c) => handleQuestion(c, edge, parts, slugParam(c, 'question')))
  quiz.post(`${one}/up`, (c) => handleMove(c, edge, -1))
  quiz.post(`${one}/down`, (c) => handleMove(c, edge, 1))
  quiz.post(`${one}/delete`, (c) => handleDelete(c, edge))
}
