import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import pg from 'pg'
import { type Context, type Middleware, Scenes, session, Telegraf } from 'telegraf'
import type { Script } from './record-script.js'

/**
 * The peer: the same conversation as a `WizardScene`, with its sessions in PostgreSQL, its pictures fetched into a
 * folder and its reports in a table. It answers each call with calls of its own over HTTP, as our bot does.
 */
type Settings = { token: string; apiRoot: string; databaseUrl: string; folder: string; port: number; script: string }
type WizardContext = Scenes.WizardContext

const settings = JSON.parse(process.env['WIZARD'] ?? '{}') as Settings
const script = JSON.parse(await readFile(settings.script, 'utf8')) as Script
const pool = new pg.Pool({ connectionString: settings.databaseUrl })
await pool.query('create schema if not exists wizard')
await pool.query('create table if not exists wizard.session (key text primary key, value jsonb not null)')
await pool.query(
  'create table if not exists wizard.report (id bigserial primary key, chat text, answers jsonb not null)',
)
await mkdir(settings.folder, { recursive: true })

const bot = new Telegraf<WizardContext>(settings.token, {
  telegram: { apiRoot: settings.apiRoot, webhookReply: false },
})
const stage = new Scenes.Stage<WizardContext>([new Scenes.WizardScene('report', ...script.map(stepOf))])
bot.use(session({ store: { get: readSession, set: saveSession, delete: dropSession } }))
bot.use(stage.middleware())
bot.on('message', (ctx) => ctx.scene.enter('report'))
await bot.telegram.setWebhook(`http://127.0.0.1:${settings.port}/wizard`, {
  allowed_updates: ['message', 'callback_query'],
})
const server = createServer(bot.webhookCallback('/wizard'))
server.listen(settings.port, '127.0.0.1', () => process.stdout.write('Ready.\n'))
process.once('SIGTERM', () => process.exit(0))

/** Takes the answer to the question before, asks the next, and writes the report down at the end. */
function stepOf(messages: Script[number], index: number): Middleware<WizardContext> {
  return async (ctx) => {
    const answers = ctx.wizard.state as { [step: string]: unknown }
    answers[`step${index}`] = await readAnswer(ctx)
    // Before the question goes out: Telegraf has no order per chat, and the answer may be here before we are done.
    const isLast = index === script.length - 1
    if (!isLast) ctx.wizard.next()
    if (ctx.callbackQuery) await ctx.answerCbQuery()
    for (const { text, buttons } of messages) {
      const keyboard = buttons.map(({ label, data }) => [{ text: label, callback_data: data }])
      await ctx.reply(text, { reply_markup: { inline_keyboard: keyboard } })
    }
    if (!isLast) return undefined
    const report = [String(ctx.chat?.id), JSON.stringify(answers)]
    await pool.query('insert into wizard.report (chat, answers) values ($1, $2)', report)
    return ctx.scene.leave()
  }
}

async function readAnswer(ctx: Context): Promise<unknown> {
  const { message, callbackQuery } = ctx
  if (callbackQuery && 'data' in callbackQuery) return callbackQuery.data
  if (message && 'text' in message) return message.text
  if (!message || !('photo' in message)) return null
  const fileId = message.photo.at(-1)?.file_id ?? ''
  const response = await fetch(await ctx.telegram.getFileLink(fileId))
  const path = join(settings.folder, `${message.chat.id}-${message.message_id}.jpg`)
  await writeFile(path, Buffer.from(await response.arrayBuffer()))
  return path
}

/** A quick answer must not read the session while the turn before is still writing it: Telegraf itself would let it. */
const writes = new Map<string, Promise<unknown>>()

async function readSession(key: string) {
  await writes.get(key)
  const select = 'select value from wizard.session where key = $1'
  const { rows } = await pool.query<{ value: Scenes.WizardSession }>(select, [key])
  return rows[0]?.value
}

function saveSession(key: string, value: object) {
  const upsert =
    'insert into wizard.session (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value'
  return write(key, pool.query(upsert, [key, JSON.stringify(value)]))
}

function dropSession(key: string) {
  return write(key, pool.query('delete from wizard.session where key = $1', [key]))
}

async function write(key: string, query: Promise<unknown>) {
  writes.set(key, query)
  await query
  if (writes.get(key) === query) writes.delete(key)
}
