/** Compares text of any kind: no case, no marks, one space between words. Kind words stay. */
export function foldText(text: string): string {
  return collapse(withoutMarks(plainLetters(text)))
}

/**
 * Compares names of places. The kind ("phường", "xã", "tp."…) is dropped as often as it leads, with or without
 * marks: "Tịnh Khê", "tinh khe" and "Xã Tịnh Khê" all become "khe". It is a key to look up, never to decide by.
 */
export function nameKey(text: string): string {
  let key = collapse(foldText(text).replace(/[.,;:()]/g, ' '))
  for (;;) {
    const shorter = key.replace(KIND_WORD, '')
    if (shorter === key || shorter === '') return key
    key = shorter
  }
}

/** Compares with tones: "hòa" and "hoà" are the same, "Hạ" and "Hà" are not. */
export function toneKey(text: string): string {
  const decomposed = collapse(plainLetters(text)).normalize('NFD')
  return collapse(decomposed.replace(WORD, toneLast).normalize('NFC'))
}

/** What a database can store: NUL is dropped, half a character becomes U+FFFD. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(LONE_SURROGATE, '\uFFFD')
}

/** Without what nobody sees at its ends: spaces, zero-width characters, fillers. Nothing is left of what shows nothing. */
export function trimUnseen(text: string): string {
  const start = text.search(SEEN)
  if (start < 0) return ''
  let end = text.length
  while (!SEEN.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}

/** Maths and full-width letters as the usual ones. */
export function compatible(text: string): string {
  return text.replace(EXPANDING, ' ').normalize('NFKC')
}

/** Two Arabic letters that stand for eight and eighteen: what is made of nothing else would grow without need. */
const EXPANDING = /[\uFDFA\uFDFB]/g
/** An empty Braille cell is a letter to Unicode. */
const SEEN = /[^\p{Default_Ignorable_Code_Point}\s\u2800]/u
const KIND_WORD =
  /^(?:(?:phuong|thi tran|thi xa|xa|quan|huyen dao|huyen|tinh|thanh pho|dac khu|tp|tx|tt|dk|p|x|q|h) |[pq](?=\d))/
const WORD = /[\p{L}\p{M}]+/gu
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const LONE_SURROGATE = /\p{Surrogate}/gu

/** Other alphabets' letters that look like "đ"; Vietnamese keyboards of old wrote the first. */
const LIKE_D = /[ðɖ]/g

/** Maths letters, full-width forms and invisible characters are ways to write the same word. */
function plainLetters(text: string): string {
  return compatible(cleanText(text))
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(LIKE_D, 'đ')
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').normalize('NFKC')
}

function collapse(text: string): string {
  return text.replace(/[\s\p{Pd}'’‘ʼ`´]+/gu, ' ').trim()
}

function toneLast(word: string): string {
  const tones = word.match(TONES)
  return tones ? word.replace(TONES, '') + tones.join('') : word
}
