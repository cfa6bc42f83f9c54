import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { addOfficer } from '../features/officers/add-officer.js'
import { UsageError } from './usage-error.js'
import { withPlatform } from './with-platform.js'

const ROLES = ['intake', 'triage', 'lead', 'comms', 'auditor', 'admin'] as const
const Options = z.object({
  username: z.string({ error: '--username is missing' }),
  role: z.enum(ROLES, { error: `--role must be one of ${ROLES.join(', ')}` }),
  unit: z.string({ error: '--unit is missing: a unit code such as CA-21439' }),
  name: z.string().optional(),
  'password-stdin': z.literal(true, { error: '--password-stdin is missing: the password is read from there' }),
})

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      username: { type: 'string' },
      role: { type: 'string' },
      unit: { type: 'string' },
      name: { type: 'string' },
      'password-stdin': { type: 'boolean' },
    },
  })
  const parsed = Options.safeParse(values)
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? 'the options are wrong')
  const { username, role, unit, name } = parsed.data
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  await withPlatform(({ database, deps }) =>
    database.db
      .transaction()
      .execute((tx) =>
        addOfficer(tx, deps, { username, displayName: name ?? username, role, unitCode: unit, password }),
      ),
  )
  process.stdout.write(`Officer ${username} (${role}, ${unit}) was added.\n`)
  return 0
}
