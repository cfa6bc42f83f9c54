import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

export type ContentFile = { name: string; text: string }
/** `place` is "file:line" of what stands at a path. */
export type YamlFile = { value: unknown; place(path: readonly PropertyKey[]): string }
export type Opened = { kind: 'ok'; file: YamlFile } | { kind: 'wrong'; mistakes: string[] }

export function openYaml({ name, text }: ContentFile): Opened {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    return {
      kind: 'wrong',
      mistakes: document.errors.map(({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${message}`),
    }
  }
  const place = (path: readonly PropertyKey[]) => `${name}:${lines.linePos(offsetOf(document, path)).line}`
  return { kind: 'ok', file: { value: document.toJS(), place } }
}

/** Where the deepest part of the path begins that is there. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const part of path) {
    node = isSeq(node) ? node.items[Number(part)] : isMap(node) ? valueAt(node.items, part) : undefined
    offset = startOf(node) ?? offset
  }
  return offset
}

function valueAt(items: readonly { key: unknown; value: unknown }[], part: PropertyKey): unknown {
  return items.find(({ key }) => isScalar(key) && String(key.value) === String(part))?.value
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined
}
