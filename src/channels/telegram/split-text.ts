/** Pieces of at most `max` UTF-16 units, cut at the best border that is near enough to the end; no word is lost. */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > max) {
    const end = borderBefore(rest, max)
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest)
  return pieces
}

function borderBefore(text: string, max: number): number {
  const start = text.slice(0, max + 1)
  for (const border of ['\n\n', '\n', ' ']) {
    const at = start.lastIndexOf(border)
    if (at > max / 2) return at
  }
  const isHighSurrogate = /[\uD800-\uDBFF]/.test(text[max - 1] ?? '')
  return isHighSurrogate && max > 1 ? max - 1 : max
}
