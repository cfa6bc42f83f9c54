import { expect, test } from 'vitest'
import { joinReplies } from './join-replies.js'
import { loadFlows } from './library.js'
import { step } from './step.js'

const FLOW = `
id: shown
start: say
expires: 1h
facts: { picture: map }
nodes:
  say: { say: { vi: Chào., en: Hello. }, next: ask }
  ask: { ask: { vi: Thấy gì?, en: What is it? }, picture: facts.picture, input: text, save: seen, next: done }
  done: { end: true, say: { vi: Xong., en: Done. } }
`
const PHRASES = 'id: phrases\nphrases:\n  picture: { vi: "[Hình: {alt}]", en: "[Picture: {alt}]" }\n'

function open(picture: null | { id: string; alt: string } | { id: string }) {
  const flows = loadFlows([
    { name: 'shown.yaml', text: FLOW, version: '1' },
    { name: 'phrases.yaml', text: PHRASES, version: '1' },
  ])
  const input = { kind: 'open' as const, flow: 'shown', facts: { picture } }
  return step(flows, null, input, new Date('2026-11-21T03:00:00Z')).replies
}

test('a question goes out with its picture, and says in words what it shows', () => {
  const picture = { id: '7', alt: 'Tin nhắn báo trúng thưởng' }
  expect(open(picture)).toEqual([
    expect.objectContaining({ text: 'Chào.\n\nThấy gì?\n\n[Hình: Tin nhắn báo trúng thưởng]', picture }),
  ])
})

test('without a whole picture it is a question like any other', () => {
  for (const picture of [null, { id: '7' }]) {
    const [reply] = open(picture)
    expect(reply).toMatchObject({ text: 'Chào.\n\nThấy gì?' })
    expect(reply).not.toHaveProperty('picture')
  }
})

test('what follows a picture does not go out under it', () => {
  const picture = { id: '7', alt: 'Biển báo' }
  expect(joinReplies([{ text: 'Xem hình.', picture }, { text: 'Tiếp.' }])).toEqual([
    { text: 'Xem hình.', picture },
    { text: 'Tiếp.' },
  ])
})
