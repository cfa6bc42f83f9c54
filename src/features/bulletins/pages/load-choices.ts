import type { FormState } from '../../../console/components/form.js'
import type { Tx } from '../../../platform/db.js'
import {
  type Choice,
  listAreaChoices,
  listCorrectable,
  listOrganisations,
  listOwnAreaCodes,
} from '../choice-queries.js'
import type { BulletinParts } from './parts.js'

export type Choices = {
  topics: readonly Choice[]
  areas: readonly Choice[]
  organisations: readonly Choice[]
  quizzes: readonly Choice[]
  correctable: readonly Choice[]
}

/** What may be chosen in the form, under the officer's database role. */
export async function loadChoices(
  limited: Tx,
  parts: BulletinParts,
  id: string | null,
  values: FormState['values'],
): Promise<Choices> {
  const chosen = Object.keys(values).flatMap((name) => (name.startsWith('areas-') ? [name.slice('areas-'.length)] : []))
  return {
    topics: parts.topics,
    areas: await listAreaChoices(limited, await listOwnAreaCodes(limited), chosen),
    organisations: await listOrganisations(limited),
    quizzes: await parts.listQuizzes(limited),
    correctable: await listCorrectable(limited, id),
  }
}
