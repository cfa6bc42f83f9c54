import type { Db } from '../../platform/db.js'

export type AuditRow = {
  id: string
  at: Date
  action: string
  object: string
  data: { [key: string]: unknown }
  who: string | null
  username: string | null
}

export type AuditFilter = { action: string; object: string; username: string }

/** Newest first, from before the id `before`. Row-level security keeps to what the people of the officer's units did. */
export async function listAuditLines(
  db: Db,
  filter: AuditFilter,
  before: string | null,
  max: number,
): Promise<AuditRow[]> {
  const lines = await db
    .selectFrom('auditLog')
    .leftJoin('officer', 'officer.id', 'auditLog.officerId')
    .select([
      'auditLog.id',
      'auditLog.at',
      'auditLog.action',
      'auditLog.object',
      'auditLog.data',
      'officer.displayName as who',
      'officer.username',
    ])
    .$if(before !== null, (query) => query.where('auditLog.id', '<', before))
    .$if(filter.action !== '', (query) => query.where('auditLog.action', '=', filter.action))
    .$if(filter.object !== '', (query) => query.where('auditLog.object', 'like', `%${escapeLike(filter.object)}%`))
    .$if(filter.username !== '', (query) => query.where('officer.username', '=', filter.username.toLowerCase()))
    .orderBy('auditLog.id', 'desc')
    .limit(max)
    .execute()
  return lines.map(({ data, ...line }) => ({
    ...line,
    data: typeof data === 'object' && !Array.isArray(data) ? { ...data } : {},
  }))
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
