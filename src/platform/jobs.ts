import { type ConnectionOptions, createPostgresBackend, Queue, Worker } from 'bullmq'
import { z } from 'zod'
import type { Log } from './log.js'
import { StartupError } from './startup-error.js'
import { within } from './within.js'

const QUEUE = 'anninh'
/** More than may hang at one platform: what others want is still taken. */
const CONCURRENCY = 150
const READY_MS = 5_000
const ANSWER_MS = 1_000
const QUIET_MS = 60_000
const FAILED = 'a job failed; a sweep finds its work again'

/**
 * What a wake is about: a conversation's id for lanes and sends, a part of a broadcast's audience for shards
 * (`broadcast/shard/account`); the others look for all that is open.
 */
const Wake = z.object({ name: z.enum(['lane', 'send', 'carry', 'notify', 'clean', 'shard']), id: z.string() })
export type Wake = z.infer<typeof Wake>
export type WakeName = Wake['name']
export type WakeHandlers = { [Name in Wake['name']]: (id: string) => Promise<void> }

/**
 * The queue only wakes workers (P1): no state lives in it, and a lost wake is found by a sweep. So adding never
 * fails the caller, and a job that throws is not retried here: its row still stands in its table. A process that works
 * wakes itself without the queue, which carries the wake-ups of those that do not, and the later ones.
 */
export type Jobs = {
  /** Throws a StartupError when the queue's server does not answer soon after a start. */
  untilReady(): Promise<void>
  wake(...wakes: Wake[]): void
  wakeAfter(milliseconds: number, ...wakes: Wake[]): void
  /** Work that nobody waits for, but `close`. It may fail: a sweep finds it again. */
  keep(work: Promise<void>): void
  work(handlers: WakeHandlers): Promise<void>
  isReady(): Promise<boolean>
  close(): Promise<void>
}

export function openJobs(options: { redisUrl: string | null; databaseUrl: string; log: Log }): Jobs {
  const { queue, makeWorker } = connect(options)
  const { log } = options
  const report = makeReport(log)
  // Until then, the start's one line says what is wrong.
  let isReady = false
  queue.on('error', (error) => isReady && report(error))
  const pending = new Set<Promise<unknown>>()
  const add = (wakes: readonly Wake[], delay = 0) => {
    const added = addAll(queue, wakes, delay).catch(report)
    pending.add(added)
    void added.finally(() => pending.delete(added))
  }
  let worker: { close(force?: boolean): Promise<void> } | undefined
  let here: WakeHandlers | undefined
  const keep = (work: Promise<void>, name?: WakeName) => {
    const run = work.catch((err: unknown) => log.error({ err, job: name }, FAILED))
    pending.add(run)
    void run.finally(() => pending.delete(run))
  }
  return {
    async untilReady() {
      isReady = await isWithin(READY_MS, queue.waitUntilReady())
      if (isReady) return
      const variable = options.redisUrl ? 'REDIS_URL' : 'DATABASE_URL'
      throw new StartupError(`${variable} cannot be used: no queue answers there within ${READY_MS / 1000} s`)
    },
    wake(...wakes) {
      if (here) for (const { name, id } of wakes) keep(here[name](id), name)
      else add(wakes)
    },
    keep: (work) => keep(work),
    wakeAfter: (milliseconds, ...wakes) => add(wakes, milliseconds),
    async work(handlers) {
      const started = makeWorker(async (data) => {
        const { name, id } = Wake.parse(data)
        await handlers[name](id)
      })
      started.on('error', report)
      started.on('failed', (job, err) => log.error({ err, job: job?.name }, FAILED))
      worker = started
      // BullMQ remembers a failed set-up and would spin on it: let it fail the start instead.
      await started.waitUntilReady()
      started.run().catch(report)
      here = handlers
    },
    isReady: () => isWithin(ANSWER_MS, queue.getWaitingCount()),
    async close() {
      here = undefined
      await worker?.close()
      while (pending.size > 0) await Promise.allSettled(pending)
      await queue.close()
    },
  }
}

/** A server that is away says so several times a second: one line a minute is enough. */
function makeReport(log: Log): (error: Error) => void {
  let quietUntil = 0
  return ({ message }) => {
    if (Date.now() < quietUntil) return
    quietUntil = Date.now() + QUIET_MS
    log.warn({ err: { message } }, 'the queue has trouble; sweeps go on')
  }
}

async function isWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const done = work.then(
    () => true,
    () => false,
  )
  return (await within(milliseconds, done)) === true
}

/** On PostgreSQL adding in bulk makes two tables and drops them again: for a few it costs far more than one by one. */
const FEW = 10

function addAll(queue: Pick<Queue, 'add' | 'addBulk'>, wakes: readonly Wake[], delay: number): Promise<unknown> {
  const jobs = wakes.map((wake) => ({ name: wake.name, data: wake, opts: { delay } }))
  if (jobs.length > FEW) return queue.addBulk(jobs)
  return Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)))
}

const KEEP_NOTHING = { removeOnComplete: true, removeOnFail: true, attempts: 1 }

function connect({ redisUrl, databaseUrl }: { redisUrl: string | null; databaseUrl: string }) {
  const workerOptions = { concurrency: CONCURRENCY, lockDuration: 30_000, autorun: false }
  if (redisUrl) {
    const connection: ConnectionOptions = { url: redisUrl, maxRetriesPerRequest: null }
    return {
      queue: new Queue(QUEUE, { connection, defaultJobOptions: KEEP_NOTHING }),
      makeWorker: (run: (data: unknown) => Promise<void>) =>
        new Worker(QUEUE, (job) => run(job.data), { connection, ...workerOptions }),
    }
  }
  // A wake that a crash of the machine forgets is found by a sweep, so its commit need not wait for the disk.
  const connection = { connectionString: databaseUrl, max: 6, migrate: true, options: '-c synchronous_commit=off' }
  return {
    queue: new Queue(QUEUE, { connection, defaultJobOptions: KEEP_NOTHING }, createPostgresBackend),
    makeWorker: (run: (data: unknown) => Promise<void>) =>
      new Worker(QUEUE, (job) => run(job.data), { connection, ...workerOptions }, createPostgresBackend),
  }
}
