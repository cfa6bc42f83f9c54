import { z } from 'zod'
import type { Json } from '../../engine/message.js'
import type { Tx } from '../../platform/db.js'
import type { EffectContext, Effects } from '../../platform/effects.js'
import { addCitizenMessage } from './add-message.js'
import { answerLine } from './answer-line.js'
import { type Catalogue, takesFiles } from './categories.js'
import { circumstancesOf } from './circumstances.js'
import { type EvidenceLine, fileTip } from './file-tip.js'
import { forgetEffects } from './forget-me.js'
import { DOUBTS } from './identifier-kinds.js'
import { lookUpTip } from './look-up.js'
import type { Phrases } from './phrases.js'
import { findDanger, offerCategories, proposeCategory, proposeIdentifiers } from './propose.js'
import { confirmReceiptSaved } from './receipts.js'
import { statusText } from './status-text.js'

export type TipEffectParts = {
  catalogue: Catalogue
  phrases: Phrases
  /** Short names of the evidence answers, by path (`evidence.site`). */
  evidenceLabels: () => { readonly [path: string]: string }
  /** The province of a report whose place nobody knows. */
  homeProvince: string
}

/** A unit to tell, pictures to clean. */
const NEWS = ['notify', 'clean'] as const

const Text = z.object({ text: z.string() })
/** Flows hold what the shell gave them: an id with its kind and size. */
const Ids = z.array(z.object({ attachmentId: z.string() }).transform(({ attachmentId }) => attachmentId))
const Answers = z.record(z.string(), z.json())
/** `what`: talks that began before there was such a thing have none. */
const Named = z
  .object({
    ...{ kind: z.string(), value: z.string(), raw: z.string() },
    what: z.string().optional(),
    doubt: z.enum(DOUBTS).optional(),
  })
  .transform(({ what, doubt, ...one }) => ({ ...one, ...(what && { label: what }), ...(doubt && { doubt }) }))
const FileTip = z.object({
  description: z.string(),
  category: z.string(),
  danger: z.boolean(),
  moneyMovingNow: z.boolean(),
  evidence: Answers,
  happenedAt: z.json().optional(),
  areaCode: z.string().nullish(),
  identifiers: z.array(Named),
  loss: z.json().optional(),
  attachments: Ids,
  contact: z.object({ kind: z.enum(['here', 'phone', 'anonymous']), phone: z.string().nullish() }),
})

export function tipEffects(parts: TipEffectParts): Effects {
  return { ...readingEffects(parts), ...filingEffects(parts), ...followUpEffects(parts), ...forgetEffects }
}

function readingEffects({ catalogue }: TipEffectParts): Effects {
  return {
    suggest_category: async (_tx, _deps, { lang }, args) => proposeCategory(Text.parse(args).text, catalogue, lang),
    find_danger: async (_tx, _deps, _context, args) => findDanger(Text.parse(args).text, catalogue),
    list_categories: async (_tx, _deps, { lang }) => offerCategories(catalogue, lang),
    find_identifiers: async (_tx, _deps, _context, args) => proposeIdentifiers(Text.parse(args).text),
  }
}

function filingEffects(parts: TipEffectParts): Effects {
  return {
    async file_tip(tx, deps, context, args) {
      const answers = FileTip.parse(args)
      const category = parts.catalogue.categories.find(({ code }) => code === answers.category)
      if (!category) return { outcome: 'refused', facts: { reason: 'Loại việc này không còn dùng.' } }
      const { contact, evidence } = answers
      const filed = await fileTip(tx, deps, context, {
        description: answers.description,
        category,
        circumstances: circumstancesOf(answers, deps.clock.now()),
        areaCode: await chooseArea(tx, context, answers.areaCode ?? null, parts.homeProvince),
        evidence: evidenceLines(evidence, parts.evidenceLabels()),
        happened: answerLine(answers.happenedAt),
        loss: answerLine(answers.loss),
        identifiers: answers.identifiers,
        // Whatever a flow says: no picture is taken where even evidence does harm.
        attachments: category.uploads ? answers.attachments : [],
        contact: { kind: contact.kind, ...(contact.phone && { phone: contact.phone }) },
        homeProvince: parts.homeProvince,
      })
      return { outcome: 'filed', facts: { receipt: filed.receiptMarker, unitName: filed.unitName }, wakes: NEWS }
    },
    async confirm_receipt_saved(tx, deps, { conversationId }, args) {
      const { receipt } = z.object({ receipt: z.string().nullish() }).parse(args)
      await confirmReceiptSaved(tx, deps, conversationId, receipt ?? null)
      return { outcome: 'ok' }
    },
  }
}

function followUpEffects({ catalogue, phrases }: TipEffectParts): Effects {
  const takes = (category: string) => takesFiles(catalogue, category)
  return {
    async look_up(tx, deps, { conversationId, lang }, args) {
      const { code } = z.object({ code: z.string() }).parse(args)
      const found = await lookUpTip(tx, deps, conversationId, code)
      if (found.kind === 'unknown') return { outcome: 'unknown' }
      if (found.kind === 'slow_down') return { outcome: 'slow_down', facts: { minutes: found.minutes } }
      const { tipId, status, category } = found
      const facts = { statusText: statusText(phrases, found, lang), tipRef: tipId, takesFiles: takes(category) }
      return { outcome: 'found', facts: { ...facts, canAdd: status !== 'closed' } }
    },
    async add_message(tx, deps, { conversationId }, args) {
      const { tipRef, text, attachments } = z
        .object({ tipRef: z.string(), text: z.string(), attachments: Ids })
        .parse(args)
      const added = await addCitizenMessage(tx, deps, { tipId: tipRef, conversationId, text, attachments }, takes)
      if (added === 'refused' || added === 'closed') return { outcome: added }
      return { outcome: added === 'added' ? 'ok' : added, wakes: NEWS }
    },
  }
}

/** The place that was named, else the account's own, else the province that this system serves. */
async function chooseArea(
  tx: Tx,
  { accountId }: EffectContext,
  named: string | null,
  homeProvince: string,
): Promise<string> {
  if (named) return named
  const account = await tx
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.unitId')
    .select(['account.areaCode', 'unit.areaCode as unitArea'])
    .where('account.id', '=', accountId)
    .executeTakeFirst()
  return account?.areaCode ?? account?.unitArea ?? homeProvince
}

function evidenceLines(
  evidence: { readonly [key: string]: Json },
  labels: { readonly [path: string]: string },
): EvidenceLine[] {
  return Object.entries(evidence).flatMap(([key, value]) => {
    const line = answerLine(value)
    return line === null ? [] : [{ key, label: labels[`evidence.${key}`] ?? key, value: line }]
  })
}
