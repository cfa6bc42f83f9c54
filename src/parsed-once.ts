const parsed = new Map<string, { text: string; value: unknown }>()

/**
 * What a file's text says, which is the same as long as the text is: a process that starts the app many times, as the
 * tests do, parses each file once. `name` belongs to one kind of file; what comes back is shared and must not be changed.
 */
export function parsedOnce<T>(name: string, text: string, parse: (text: string) => T): T {
  const known = parsed.get(name)
  if (known?.text === text) return known.value as T
  const value = parse(text)
  parsed.set(name, { text, value })
  return value
}
