/** The Bot API's own limits. */
export const MAX_TEXT = 4096
export const MAX_CAPTION = 1024
export const MAX_CALLBACK_BYTES = 64
export const MAX_BUTTONS = 100
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

/** The default list leaves `my_chat_member` in but also sends what we never read; naming them keeps the rest away. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

export const TELEGRAM_API_ROOT = 'https://api.telegram.org'
