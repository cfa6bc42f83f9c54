import type { Account } from '../conversations/channel.js'
import type { Log } from '../platform/log.js'
import type { Accounts } from './accounts.js'

const LOOK_AGAIN_MS = 10_000

type Options = {
  accounts: Accounts
  log: Log
  isWanted: (account: Account) => boolean
  /** Until all is done or the signal aborts. What throws is begun anew at the next look. */
  run: (account: Account, signal: AbortSignal) => Promise<void>
  lookAgainMs?: number | undefined
}
type Running = { settings: string; stop: AbortController; done: Promise<void> }

export type Follower = { start(): void; stop(): Promise<void> }

/** One task per account, begun anew when the console changes the account and ended when it is switched off. */
export function followAccounts({ accounts, log, isWanted, run, lookAgainMs = LOOK_AGAIN_MS }: Options): Follower {
  const running = new Map<string, Running>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const begin = (account: Account) => {
    const stop = new AbortController()
    const done = run(account, stop.signal).catch((err: unknown) => {
      log.warn({ err, accountId: account.id }, 'the work for an account broke off; beginning it anew soon')
      if (running.get(account.id)?.stop === stop) running.delete(account.id)
    })
    running.set(account.id, { settings: settingsOf(account), stop, done })
  }
  const look = async () => {
    const wanted = (await accounts.list()).filter(isWanted)
    if (isStopped) return
    for (const [id, task] of running) {
      const account = wanted.find((one) => one.id === id)
      if (account && settingsOf(account) === task.settings) continue
      task.stop.abort()
      running.delete(id)
    }
    for (const account of wanted) if (!running.has(account.id)) begin(account)
  }
  const lookSafely = () =>
    look().catch((err: unknown) => log.warn({ err }, 'accounts could not be read; looking again soon'))
  return {
    start() {
      void lookSafely()
      timer = setInterval(() => void lookSafely(), lookAgainMs)
    },
    async stop() {
      isStopped = true
      clearInterval(timer)
      for (const task of running.values()) task.stop.abort()
      await Promise.all([...running.values()].map((task) => task.done))
    },
  }
}

function settingsOf({ settings }: Account): string {
  return JSON.stringify(settings)
}
