import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FakeTelegramApi } from '../../fakes/telegram-api.js'
import { freePort } from '../../harness/free-port.js'
import type { Stage } from '../../harness/stage.js'
import type { Script } from './record-script.js'

export type WizardProcess = { stop(): Promise<void> }

/** Its tables stand in a schema of their own in the database of our process. */
export async function startWizard(
  { dataDir, databaseUrl }: Stage,
  api: FakeTelegramApi,
  script: Script,
): Promise<WizardProcess> {
  const scriptPath = join(dataDir, 'wizard-script.json')
  await writeFile(scriptPath, JSON.stringify(script))
  const settings = {
    ...{ token: api.token, apiRoot: api.root, databaseUrl, port: await freePort() },
    ...{ folder: join(dataDir, 'wizard-pictures'), script: scriptPath },
  }
  const program = join(import.meta.dirname, 'wizard-bot.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, NODE_ENV: 'production', WIZARD: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stopToo = () => void child.kill('SIGTERM')
  process.once('exit', stopToo)
  const ended = once(child, 'close').finally(() => process.off('exit', stopToo))
  const isReady = await Promise.race([once(child.stdout, 'data').then(() => true), ended.then(() => false)])
  if (!isReady) throw new Error('the peer did not start')
  return {
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
