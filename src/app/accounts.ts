import type { ReadyConfig } from '../commands/with-database.js'
import type { Account } from '../conversations/channel.js'
import type { Db } from '../platform/db.js'
import type { Keys } from '../platform/keys.js'

const FRESH_MS = 3000

export type Accounts = { find(id: string): Promise<Account | null>; list(): Promise<Account[]>; forget(): void }

/**
 * Accounts with their settings opened. Those of the environment keep their secrets there; the rest are sealed in
 * the table. Read again every few seconds, so that a switch in the console works without a restart.
 */
export function openAccounts(db: Db, keys: Keys, config: ReadyConfig): Accounts {
  let known: { at: number; byId: Promise<Map<string, Account>> } | undefined
  const read = () => {
    if (!known || Date.now() - known.at > FRESH_MS) known = { at: Date.now(), byId: readAccounts(db, keys, config) }
    return known.byId
  }
  return {
    find: async (id) => (await read()).get(id) ?? null,
    list: async () => [...(await read()).values()],
    forget: () => {
      known = undefined
    },
  }
}

async function readAccounts(db: Db, keys: Keys, config: ReadyConfig): Promise<Map<string, Account>> {
  const rows = await db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.unitId')
    .select(['account.id', 'account.channel', 'account.name', 'account.areaCode', 'account.settings'])
    .select(['account.isFromEnvironment', 'unit.name as unitName'])
    .where('account.isEnabled', '=', true)
    .execute()
  const usable = rows.filter(
    ({ id, isFromEnvironment }) => id !== 'telegram' || !isFromEnvironment || config.telegram.token,
  )
  return new Map(
    usable.map(({ id, channel, name, unitName, areaCode, settings, isFromEnvironment }) => {
      const stored = settings
        ? (JSON.parse(keys.open('settings', settings, id).toString()) as Record<string, string>)
        : {}
      const own = isFromEnvironment
        ? settingsFromEnvironment(channel, config)
        : { ...channelDefaults(channel, config), ...stored }
      return [id, { id, channel, name, unitName, areaCode, settings: own }]
    }),
  )
}

/** How this installation talks to a platform, for every account of the channel. */
function channelDefaults(channel: string, { telegram }: ReadyConfig): Record<string, string> {
  return channel === 'telegram' ? { mode: telegram.mode, ratePerSecond: String(telegram.ratePerSecond) } : {}
}

function settingsFromEnvironment(channel: string, config: ReadyConfig): Record<string, string> {
  const { telegram } = config
  if (channel !== 'telegram' || !telegram.token) return {}
  return {
    ...channelDefaults(channel, config),
    token: telegram.token,
    ...(telegram.webhookSecret && { webhookSecret: telegram.webhookSecret }),
  }
}

/**
 * The accounts that need no console: the web chat, and the bot that the environment names. A process without the
 * bot's token leaves it alone: another one may have it.
 */
export async function saveEnvironmentAccounts(db: Db, { telegram }: ReadyConfig): Promise<void> {
  await upsert(db, { id: 'webchat', channel: 'webchat', name: 'Trò chuyện trên web', isEnabled: true })
  if (telegram.token) await upsert(db, { id: 'telegram', channel: 'telegram', name: 'Telegram', isEnabled: true })
}

async function upsert(
  db: Db,
  account: { id: string; channel: string; name: string; isEnabled: boolean },
): Promise<void> {
  await db
    .insertInto('account')
    .values({ ...account, isFromEnvironment: true })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ isEnabled: account.isEnabled }))
    .execute()
}
