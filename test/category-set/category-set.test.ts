import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROJECT_DIR } from '../../src/config.js'
import { loadCatalogue } from '../../src/content-categories.js'
import { keywordProposer } from './baseline.js'
import { PARTS, readPart } from './category-set.js'
import { rulesProposer, score } from './score.js'

const catalogue = await loadCatalogue(join(PROJECT_DIR, 'content'))
const all = PARTS.flatMap(readPart)
const found = score(all, rulesProposer(catalogue))

describe('of the labelled messages', () => {
  test('at least 85 % are proposed right at first, and 95 % among the first three', () => {
    expect(found.firstChoice).toBeGreaterThanOrEqual(0.85)
    expect(found.firstThree).toBeGreaterThanOrEqual(0.95)
  })

  test('at least 98 % of those that cannot wait are seen as such, and nine of ten seen as such cannot wait', () => {
    expect(found.p0Recall).toBeGreaterThanOrEqual(0.98)
    expect(found.p0Precision).toBeGreaterThanOrEqual(0.9)
  })

  test('at most one tip in a hundred is sent to an exit', () => {
    expect(found.tipsSentOut / found.messages).toBeLessThanOrEqual(0.01)
  })

  test('the held-out ones reach the aims of the category by themselves', () => {
    const heldOut = score(readPart('held-out'), rulesProposer(catalogue))
    expect(heldOut.firstChoice).toBeGreaterThanOrEqual(0.85)
    expect(heldOut.firstThree).toBeGreaterThanOrEqual(0.95)
  })

  test('more are right than by a count of plain phrases', () => {
    expect(found.firstChoice).toBeGreaterThan(score(all, keywordProposer(catalogue)).firstChoice)
  })
})

describe('the set', () => {
  test('holds every category and every exit, most of them often, and no message twice', () => {
    const labels = [...catalogue.categories.map(({ code }) => code), ...catalogue.exits.map(({ kind }) => kind)]
    expect(labels.filter((label) => all.filter((one) => one.label === label).length < 15)).toEqual([])
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length)
  })

  test('names no real number and no real address', () => {
    const text = all.map((message) => message.text).join('\n')
    expect(text.match(/(?<!\d)0\d{9}(?!\d)/g)?.filter((number) => !number.startsWith('09000000'))).toEqual([])
    expect(text.match(/\b[\w-]+\.(?:com|vn|net|top|org)\b/g)).toBeNull()
  })
})
