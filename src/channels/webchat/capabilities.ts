import type { Capabilities } from '../../engine/message.js'

export const WEBCHAT_CAPABILITIES: Capabilities = {
  maxText: 20_000,
  maxButtonLabel: 120,
  maxButtons: 100,
  buttons: true,
  media: true,
}
