import { telegramAccountForm } from '../channels/telegram/account-form.js'
import type { Config } from '../config.js'
import type { ChannelForm } from '../features/accounts/channel-form.js'

/** The channels that an account can be added for. The environment's own bot is no bot for a second account. */
export function accountForms({ telegram }: Pick<Config, 'telegram'>): readonly ChannelForm[] {
  return [{ ...telegramAccountForm, taken: telegram.token ? [telegram.token] : [] }]
}
