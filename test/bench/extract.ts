import { findPhoneNumbersInText } from 'libphonenumber-js'
import { parse } from 'tldts'
import { readDate } from '../../src/engine/readers/date.js'
import { readMoney } from '../../src/engine/readers/money.js'
import { findIdentifiers } from '../../src/features/tips/identifiers.js'
import { givenTips, type GivenText } from './extract/texts.js'

const TEXTS = 1000
const NOW = new Date('2026-11-16T13:30:00Z')
/** Five milliseconds a text: with that nobody waits, also where other work takes most of the processor. */
const TARGETS = { textsPerSecond: 200, found: 0.99 }

type Speed = { textsPerSecond: number; charactersPerSecond: number; found: number }
type Reader = { name: string; read: (text: string) => string[] }

const OURS: Reader = {
  name: 'all of ours: identifiers, amount, date',
  read: (text) => {
    readMoney(text)
    readDate(text, NOW, 'Asia/Ho_Chi_Minh')
    return findIdentifiers(text).map(({ value }) => value)
  },
}
const IDENTIFIERS: Reader = {
  name: 'identifiers alone',
  read: (text) => findIdentifiers(text).map(({ value }) => value),
}
/** What one would write with two libraries: phone numbers as the first finds them, and each word asked of the second. */
const PEER: Reader = {
  name: 'peer: findPhoneNumbersInText and tldts',
  read: (text) => [
    ...findPhoneNumbersInText(text, 'VN').map(({ number }) => number.number),
    ...text.split(/\s+/).filter((word) => word.includes('.') && parse(word).isIcann === true),
  ],
}

/**
 * Invented reports of a few hundred letters through all that is read from a text, beside two libraries on the same
 * texts in the same run. Each takes turns with the others, and the best turn counts. The exit code is 1 when a figure
 * misses its target.
 */
export async function run({ rounds }: { citizens: number; rounds: number }): Promise<number> {
  const texts = givenTips(TEXTS)
  const best = new Map<Reader, Speed>()
  for (let round = 0; round <= rounds; round++) {
    for (const reader of [OURS, IDENTIFIERS, PEER]) {
      const speed = measure(reader, texts)
      const isBetter = speed.textsPerSecond > (best.get(reader)?.textsPerSecond ?? 0)
      // The first round only warms up.
      if (round > 0 && isBetter) best.set(reader, speed)
    }
  }
  for (const [{ name }, { textsPerSecond, charactersPerSecond, found }] of best)
    say(
      `${name}: ${textsPerSecond} texts/s, ${charactersPerSecond} characters/s, ${percent(found)} of what was planted`,
    )
  return report(texts, best) ? 0 : 1
}

function measure({ read }: Reader, texts: readonly GivenText[]): Speed {
  let [found, planted, characters] = [0, 0, 0]
  const start = performance.now()
  for (const { text, values } of texts) {
    const read_ = new Set(read(text))
    for (const value of values) if (read_.has(value)) found++
    planted += values.length
    characters += text.length
  }
  const seconds = (performance.now() - start) / 1000
  return {
    textsPerSecond: Math.round(texts.length / seconds),
    charactersPerSecond: Math.round(characters / seconds),
    found: found / planted,
  }
}

/** True when every figure is within its target. */
function report(texts: readonly GivenText[], best: ReadonlyMap<Reader, Speed>): boolean {
  const none: Speed = { textsPerSecond: 0, charactersPerSecond: 0, found: 0 }
  const [all, identifiers, peer] = [OURS, IDENTIFIERS, PEER].map((reader) => best.get(reader) ?? none)
  if (!all || !identifiers || !peer) return false
  const ratios = {
    allToPeer: ratio(all.textsPerSecond, peer.textsPerSecond),
    identifiersToPeer: ratio(identifiers.textsPerSecond, peer.textsPerSecond),
  }
  const within = {
    textsPerSecond: all.textsPerSecond >= TARGETS.textsPerSecond,
    found: all.found >= TARGETS.found,
  }
  const averageLength = Math.round(texts.reduce((sum, { text }) => sum + text.length, 0) / texts.length)
  say(`Ratios: ${JSON.stringify(ratios)}; within its target: ${JSON.stringify(within)}`)
  const figures = { texts: texts.length, averageLength, textsPerSecond: all.textsPerSecond, all, identifiers, peer }
  say(JSON.stringify({ bench: 'extract', ...figures, ratios, targets: TARGETS, within }))
  return Object.values(within).every(Boolean)
}

function ratio(ours: number, theirs: number): number {
  return Math.round((ours / theirs) * 100) / 100
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
