import type { EffectResult } from '../../platform/effects.js'
import type { Catalogue } from './categories.js'
import { doubtWords } from './identifier-kinds.js'
import { findIdentifiers } from './identifiers.js'
import { reviewMessage, suggestCategory } from './suggest-category.js'

type Lang = 'vi' | 'en'

/** What the bot proposes from a text, as a flow shows it. A person confirms each of it. */
export function proposeCategory(text: string, catalogue: Catalogue, lang: Lang = 'vi'): EffectResult {
  const found = suggestCategory(text, catalogue)
  if (found.kind === 'none') return { outcome: 'none' }
  const labels = new Map(catalogue.categories.map(({ code, label }) => [code, label[lang]]))
  const suggestions = found.suggestions.map(({ code, reason }) => ({
    value: code,
    label: labels.get(code) ?? code,
    reason,
  }))
  if (found.kind === 'suggested') return { outcome: 'suggested', facts: { suggestions } }
  return { outcome: 'not_a_tip', facts: { exit: found.exit, suggestions } }
}

/** Whose safety advice a text calls for. It can only make the bot give it earlier. */
export function findDanger(text: string, catalogue: Catalogue): EffectResult {
  const advice = new Set(reviewMessage(text, catalogue).urgent.map((urgent) => urgent.advice))
  if (advice.has('life')) return { outcome: advice.has('money') ? 'both' : 'life' }
  return { outcome: advice.has('money') ? 'money' : 'none' }
}

export function offerCategories(catalogue: Catalogue, lang: Lang = 'vi'): EffectResult {
  const categories = catalogue.categories.map(({ code, label }) => ({ value: code, label: label[lang] }))
  return { outcome: 'ok', facts: { categories } }
}

/** `what` is what officers read later; `label` shows the citizen what was written, too, and whether it is unsure. */
export function proposeIdentifiers(text: string): EffectResult {
  const found = findIdentifiers(text)
  if (found.length === 0) return { outcome: 'none' }
  const identifiers = found.map(({ label: what, ...one }) => {
    const doubt = one.doubt ? `; chưa chắc: ${lowerFirst(doubtWords(one.doubt))}` : ''
    return { ...one, what, label: `${shortly(one.raw)} (${what}${doubt})` }
  })
  return { outcome: 'found', facts: { identifiers } }
}

function shortly(raw: string): string {
  const letters = [...raw.replace(/\s+/g, ' ')]
  return letters.length > 80 ? `${letters.slice(0, 60).join('')}…` : raw
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
