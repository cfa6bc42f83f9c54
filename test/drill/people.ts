import { setTimeout as delay } from 'node:timers/promises'
import type { Citizen } from '../fakes/telegram-api.js'
import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { pictureWithPlace } from '../harness/pictures.js'
import type { Random } from '../harness/random.js'
import { filesReport } from '../harness/report.js'
import type { Stage } from '../harness/stage.js'

/** Longer than all that a kill may hold back: a send's lease, a download's lease, and another kill in each. */
const PATIENCE_MS = 240_000
const FIRST_CHAT = 500_000

export type Person = {
  chatId: number
  marker: string
  pictures: readonly Buffer[]
  arrivesAfterMs: number
  /** Writes three lines before reading an answer. */
  isHasty: boolean
  /** How long each answer took. */
  waits: number[]
  code?: string
  trouble?: string
}

/** Each with a story and one to three pictures that nobody else has, all at the same time. */
export async function makePeople(count: number, random: Random): Promise<Person[]> {
  const people: Person[] = []
  let colour = 0x10_20_30
  for (let index = 0; index < count; index++) {
    const pictures: Buffer[] = []
    for (let left = 1 + random.upTo(3); left > 0; left--) {
      colour += 1 + random.upTo(9)
      pictures.push(await pictureWithPlace(`#${colour.toString(16).padStart(6, '0')}`))
    }
    people.push({ ...newPerson(index), pictures })
  }
  return people
}

/** They arrive within so long. A tenth has a picture, a tenth writes in haste. */
export async function makeFlood(count: number, random: Random, withinMs: number): Promise<Person[]> {
  const picture = await pictureWithPlace()
  return Array.from({ length: count }, (_, index) => ({
    ...newPerson(index),
    pictures: index % 10 === 0 ? [picture] : [],
    arrivesAfterMs: random.upTo(withinMs),
    isHasty: index % 10 === 5,
  }))
}

function newPerson(index: number): Person {
  const marker = `dien tap so ${10_000 + index}`
  return { chatId: FIRST_CHAT + index, marker, pictures: [], arrivesAfterMs: 0, isHasty: false, waits: [] }
}

/** The whole report, the code, and the code tried. What goes wrong is kept for the end. */
export async function report({ api }: Stage, person: Person): Promise<void> {
  const { waits, isHasty, arrivesAfterMs } = person
  const reporter = new TelegramReporter(api, person.chatId, {
    timeoutMs: PATIENCE_MS,
    onAnswer: (ms) => waits.push(ms),
  })
  const description = `Tôi bị lừa 5 triệu chuyển vào Vietcombank 0123456789012, ${person.marker}`
  await delay(arrivesAfterMs)
  try {
    if (isHasty) await writeInHaste(api.citizen(person.chatId))
    const { code } = await filesReport(reporter, { description, pictures: [...person.pictures] })
    person.code = code
    await reporter.presses('Đã lưu mã')
    const citizen = api.citizen(person.chatId)
    citizen.says(`TRA CUU ${code}`)
    await citizen.waitForMessage('đang chờ cán bộ nhận', PATIENCE_MS)
  } catch (error) {
    person.trouble = error instanceof Error ? error.message : String(error)
  }
}

/** Each line is answered, in its order; MENU at the end leaves the talk where a report can begin anew. */
async function writeInHaste(citizen: Citizen): Promise<void> {
  const lines = ['Xin chào', 'HUY', 'MENU']
  for (const line of lines) citizen.says(line)
  await citizen.waitForMessage(() => citizen.messages().length >= lines.length, PATIENCE_MS)
}
