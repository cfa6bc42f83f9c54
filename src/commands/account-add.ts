import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { accountForms } from '../app/account-forms.js'
import { readConfig } from '../config.js'
import { addAccount } from '../features/accounts/add-account.js'
import type { ChannelForm } from '../features/accounts/channel-form.js'
import { UsageError } from './usage-error.js'
import { withPlatform } from './with-platform.js'

const Options = z.object({
  channel: z.string({ error: '--channel is missing, for example telegram' }),
  name: z.string({ error: '--name is missing: what officers call this page or bot' }),
  unit: z.string({ error: '--unit is missing: a unit code such as CA-21439' }),
  area: z.string().optional(),
  'token-stdin': z.literal(true, { error: '--token-stdin is missing: the token is read from there' }),
})

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      channel: { type: 'string' },
      name: { type: 'string' },
      unit: { type: 'string' },
      area: { type: 'string' },
      'token-stdin': { type: 'boolean' },
    },
  })
  const parsed = Options.safeParse(values)
  if (!parsed.success) throw new UsageError(parsed.error.issues[0]?.message ?? 'the options are wrong')
  const { channel, name, unit, area } = parsed.data
  const forms = accountForms(readConfig(process.env))
  const form = forms.find((known) => known.channel === channel)
  if (!form) throw new UsageError(`--channel must be one of ${forms.map((known) => known.channel).join(', ')}`)
  const settings = readSecret(form, (await text(process.stdin)).trim())
  const id = await withPlatform(({ database, deps }) =>
    database.db
      .transaction()
      .execute((tx) => addAccount(tx, deps, null, { form, name, unitCode: unit, areaCode: area ?? null, settings })),
  )
  process.stdout.write(`Account ${id} was added.\n`)
  return 0
}

/** The one secret that a form asks for first; it never stands on a command line. */
function readSecret(form: ChannelForm, secret: string): Record<string, string> {
  const field = form.fields[0]
  if (!field?.pattern.test(secret)) throw new UsageError(`what came on standard input is no ${field?.key ?? 'secret'}`)
  return { [field.key]: secret }
}
