/** Half of a surrogate pair, as a citizen's text may hold it, makes Telegram refuse the whole message. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD')
}
