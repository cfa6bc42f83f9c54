import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { pictureWithPlace } from '../harness/pictures.js'
import type { Random } from '../harness/random.js'
import { filesReport } from '../harness/report.js'
import type { Stage } from '../harness/stage.js'

/** Longer than all that a kill may hold back: a send's lease, a download's lease, and another kill in each. */
const PATIENCE_MS = 240_000
const FIRST_CHAT = 500_000

export type Person = { chatId: number; marker: string; pictures: readonly Buffer[]; code?: string; trouble?: string }

/** Each with a story and one to three pictures that nobody else has. */
export async function makePeople(count: number, random: Random): Promise<Person[]> {
  const people: Person[] = []
  let colour = 0x10_20_30
  for (let index = 0; index < count; index++) {
    const pictures: Buffer[] = []
    for (let left = 1 + random.upTo(3); left > 0; left--) {
      colour += 1 + random.upTo(9)
      pictures.push(await pictureWithPlace(`#${colour.toString(16).padStart(6, '0')}`))
    }
    people.push({ chatId: FIRST_CHAT + index, marker: `dien tap so ${1000 + index}`, pictures })
  }
  return people
}

/** The whole report, the code, and the code tried. What goes wrong is kept for the end. */
export async function report({ api }: Stage, person: Person): Promise<void> {
  const reporter = new TelegramReporter(api, person.chatId, { timeoutMs: PATIENCE_MS })
  const description = `Tôi bị lừa 5 triệu chuyển vào Vietcombank 0123456789012, ${person.marker}`
  try {
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
