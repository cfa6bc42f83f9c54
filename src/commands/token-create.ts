import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createToken, SCOPES } from '../features/officers/api-tokens.js'
import { UsageError } from './usage-error.js'
import { withPlatform } from './with-platform.js'

const Options = z.object({
  officer: z.string({ error: '--officer is missing: whose role and unit the token has' }),
  scope: z
    .string({ error: `--scope is missing: ${SCOPES.join(',')}` })
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(SCOPES, { error: `--scope takes ${SCOPES.join(',')}` })).min(1)),
  name: z.string().optional(),
})

export async function run(args: readonly string[]): Promise<number> {
  const options = { officer: { type: 'string' }, scope: { type: 'string' }, name: { type: 'string' } } as const
  const parsed = Options.safeParse(parseArgs({ args: [...args], options }).values)
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? 'the options are wrong')
  const { officer: username, scope: scopes, name } = parsed.data
  const token = await withPlatform(({ database, deps }) =>
    database.db
      .transaction()
      .execute((tx) => createToken(tx, deps, { username, scopes, ...(name !== undefined && { name }) })),
  )
  process.stderr.write('Shown this once; keep it in a safe place:\n')
  process.stdout.write(`${token}\n`)
  return 0
}
