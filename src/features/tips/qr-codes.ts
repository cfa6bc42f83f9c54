import { cleanText, compatible } from '../../engine/text-key.js'
import type { Identifier } from './identifier-kinds.js'
import { findIdentifiers } from './identifiers.js'

/**
 * What a QR code in a picture names: a transfer's account, or what stands in any other text. Each keeps the code's whole
 * text as its raw form. Codes of identity cards, of sign-ins and of anything else that names nothing are not kept.
 */
export function identifiersOfCode(code: string): Identifier[] {
  const raw = cleanText(code).trim()
  if (IDENTITY_CARD.test(compatible(raw)) || SECRET.test(raw)) return []
  return findIdentifiers(raw).map((one) => ({ ...one, raw }))
}

/** The card's number, the number of the card before, name, day of birth … */
const IDENTITY_CARD = /^\s*\d{12}\|\d{0,12}\|/
/** One-time passwords and the secrets they are made of. */
const SECRET = /^\s*(?:otpauth|otpauth-migration|wifi):/i
