import type { Tx } from '../../platform/db.js'

/** Whose auditors and leads read what of the audit log is of no unit: a database policy asks. */
export async function saveHomeProvince(tx: Tx, code: string): Promise<void> {
  await tx
    .insertInto('homeProvince')
    .values({ code })
    .onConflict((conflict) => conflict.column('isOnly').doUpdateSet({ code }))
    .execute()
}
