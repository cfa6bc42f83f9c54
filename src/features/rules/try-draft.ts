import { sql } from 'kysely'
import { localDay } from '../../engine/local-day.js'
import type { Tx } from '../../platform/db.js'
import type { Officer } from '../../platform/officer.js'
import { asOfficer } from '../officers/as-officer.js'
import type { Category } from '../tips/categories.js'
import { findRulesInForce, type RuleVersion } from '../tips/rules-store.js'
import { type Draft, readDraft, requireRuleEditor } from './draft.js'
import { type Loaded, loadWorld } from './rule-world.js'
import { simulate, type TipToTry, type Trial } from './simulate.js'

/** `before`: the version that the draft is held against, the one that holds on that day. */
export type Tried = Loaded & { draft: Draft; before: RuleVersion; trial: Trial; open: Trial }
export type TryRequest = { most: number; day: string; now: Date; homeProvince: string; categories: readonly Category[] }

/** The last tips through the draft, as on that day; and how many open ones would not stand where they do. */
export async function tryDraft(tx: Tx, officer: Officer, request: TryRequest): Promise<Tried> {
  const { day, now, homeProvince } = request
  const loaded = await loadWorld(tx, request.categories, now)
  const at = day === localDay(now) ? now : new Date(`${day}T12:00:00+07:00`)
  return asOfficer(tx, officer, async (limited) => {
    await requireRuleEditor(limited)
    const draft = await readDraft(limited, now)
    const before = (await findRulesInForce(limited, at)) ?? draft.held
    const run = (tips: readonly TipToTry[]) =>
      simulate({ ...{ before: before.rules, tips, homeProvince }, after: draft.rules, tree: loaded.tree, now: at })
    const trial = run(await listTipsToTry(limited, request.most, false))
    return { ...loaded, draft, before, trial, open: run(await listTipsToTry(limited, MOST_OPEN, true)) }
  })
}

const MOST_OPEN = 1000

/** The database gives a rules' editor these columns and no more. */
async function listTipsToTry(limited: Tx, most: number, onlyOpen: boolean): Promise<TipToTry[]> {
  const { rows } = await sql<TipToTry>`select * from anninh_tips_to_try(${most}, ${onlyOpen})`.execute(limited)
  return rows
}
