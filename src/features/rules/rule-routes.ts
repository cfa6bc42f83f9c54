import { Hono } from 'hono'
import type { ConsoleEnv, Edge } from '../../console/edge.js'
import { showDraft } from './draft.page.js'
import { handleDiscard, handleMove, handleRemove } from './draft-acts.js'
import { handleRule, showRule } from './rule-form.page.js'
import { type RuleParts, showRules } from './rules.page.js'
import { handleSave, showSave } from './save.page.js'
import { handleTakeUp, showRuleVersion } from './version.page.js'
import { handleWithdraw, showWithdraw } from './withdraw.page.js'
import { showTrial, showTrialChart } from './try.page.js'

export function ruleRoutes(edge: Edge, parts: RuleParts): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/rules', (c) => showRules(c, edge, parts))
  routes.get('/rules/versions/:id', (c) => showRuleVersion(c, edge, parts))
  routes.post('/rules/versions/:id/draft', (c) => handleTakeUp(c, edge, parts))
  routes.get('/rules/versions/:id/withdraw', (c) => showWithdraw(c, edge)).post((c) => handleWithdraw(c, edge))
  const draft = routes.basePath('/rules/draft')
  draft.get('/', (c) => showDraft(c, edge, parts))
  draft.get('/new', (c) => showRule(c, edge, parts)).post((c) => handleRule(c, edge, parts))
  draft.get('/rules/:rule', (c) => showRule(c, edge, parts)).post((c) => handleRule(c, edge, parts))
  draft.post('/rules/:rule/move', (c) => handleMove(c, edge))
  draft.post('/rules/:rule/remove', (c) => handleRemove(c, edge))
  draft.post('/discard', (c) => handleDiscard(c, edge, parts))
  draft.get('/try', (c) => showTrial(c, edge, parts))
  draft.get('/try/chart.svg', (c) => showTrialChart(c, edge, parts))
  draft.get('/save', (c) => showSave(c, edge, parts)).post((c) => handleSave(c, edge, parts))
  return routes
}
