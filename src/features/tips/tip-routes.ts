import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import type { Catalogue } from './categories.js'
import { sendClaim, sendRelease } from './pages/claim.route.js'
import { sendClassify, showClassify } from './pages/classify.page.js'
import { sendContact, showContact } from './pages/contact.page.js'
import { sendExtend, showExtend } from './pages/extend.page.js'
import { sendOriginal, showFile } from './pages/files.route.js'
import { sendKeep, showKeep } from './pages/keep.page.js'
import type { TipKit } from './pages/kit.js'
import { type LiveParts, streamChanges } from './pages/live.route.js'
import { sendOutcome, showOutcome } from './pages/outcome.page.js'
import { showPhieu } from './pages/phieu.page.js'
import { sendProsecutor, showProsecutor } from './pages/prosecutor.page.js'
import { sendQuestion } from './pages/question.route.js'
import { showQueue } from './pages/queue.page.js'
import { showTip } from './pages/tip.page.js'
import { sendTransfer, showTransfer } from './pages/transfer.page.js'
import { showWhy } from './pages/why.page.js'
import type { Phrases } from './phrases.js'
import { tipWords } from './tip-words.js'

export type TipRouteParts = LiveParts & {
  catalogue: Catalogue
  phrases: Phrases
  /** What a channel is called on paper. */
  channels?: Readonly<Record<string, string>>
  /** After an officer's act has been committed: questions, outcomes and notices are waiting to be carried. */
  wake?: () => void
}

/** The tips' pages, for `consoleApp`. Paths are relative to `/console`. */
export function tipRoutes(
  edge: Edge,
  { catalogue, phrases, channels = {}, wake, ...live }: TipRouteParts,
): Hono<ConsoleEnv> {
  const kit: TipKit = { edge, catalogue, phrases, words: tipWords(catalogue, phrases, channels), wake: () => wake?.() }
  const routes = new Hono<ConsoleEnv>()
  routes.get('/', (c) => showQueue(c, kit))
  routes.get('/live', (c) => streamChanges(c, kit, live))
  const tip = routes.basePath('/tips/:number')
  tip.get('/', (c) => showTip(c, kit))
  tip.post('/claim', (c) => sendClaim(c, kit))
  tip.post('/release', (c) => sendRelease(c, kit))
  tip.post('/questions', (c) => sendQuestion(c, kit))
  tip.get('/classify', (c) => showClassify(c, kit)).post((c) => sendClassify(c, kit))
  tip.get('/transfer', (c) => showTransfer(c, kit)).post((c) => sendTransfer(c, kit))
  tip.get('/outcome', (c) => showOutcome(c, kit)).post((c) => sendOutcome(c, kit))
  tip.get('/keep', (c) => showKeep(c, kit)).post((c) => sendKeep(c, kit))
  tip.get('/prosecutor', (c) => showProsecutor(c, kit)).post((c) => sendProsecutor(c, kit))
  tip.get('/extend', (c) => showExtend(c, kit)).post((c) => sendExtend(c, kit))
  tip.get('/contact', (c) => showContact(c, kit)).post((c) => sendContact(c, kit))
  tip.get('/why', (c) => showWhy(c, kit))
  tip.get('/phieu', (c) => showPhieu(c, kit))
  tip.get('/files/:id', (c) => showFile(c, kit))
  tip.post('/files/:id/original', (c) => sendOriginal(c, kit))
  return routes
}
