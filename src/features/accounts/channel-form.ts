/** What the console asks for when an account of a channel is added. Each channel describes its own. */
export type ChannelForm = {
  channel: string
  label: string
  /** How an admin gets what is asked for. */
  help: string
  fields: readonly { key: string; label: string; pattern: RegExp; error: string }[]
  /** Settings that nobody types: random, made when the account is added. */
  generated: readonly string[]
  defaults: Readonly<Record<string, string>>
  /** Two accounts may not share this setting: they would take each other's messages. */
  uniqueKey: string
  /** Values of it that are taken by an account that is in no table: that of the environment. */
  taken?: readonly string[]
}
