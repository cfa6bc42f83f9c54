import { IntlMessageFormat } from 'intl-messageformat'

/** A text ready to be filled; `names` are the values that it needs. */
export type Message = { names: string[]; fill: (values: Values) => string }
export type Values = { [name: string]: string | number | boolean }

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Throws on bad ICU syntax: texts are compiled when flows are loaded. Tags are plain text here. */
export function compileMessage(text: string, lang: string): Message {
  const format = new IntlMessageFormat(text, lang, undefined, { ignoreTag: true })
  return { names: [...new Set(namesIn(format.getAst()))], fill: (values) => String(format.format(values)) }
}

function namesIn(elements: Element[]): string[] {
  return elements.flatMap((element) => {
    const own = isArgument(element) ? [element.value] : []
    const below = 'options' in element ? Object.values(element.options).flatMap((option) => namesIn(option.value)) : []
    return [...own, ...below]
  })
}

/** 0 is a literal and 7 a plural's "#": neither names a value. */
function isArgument(element: Element): element is Element & { value: string } {
  return element.type !== 0 && element.type !== 7
}
