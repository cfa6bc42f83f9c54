import type { App } from '../../src/app.js'
import { freePort } from './free-port.js'
import { makeTestApp, type TestApp } from './test.js'

export type LiveApp = { testApp: TestApp; app: App; base: string; setupUrl: string; close(): Promise<void> }

/** The app as `npm start` runs it, web and worker in one process, on a port of its own. Its clock is the real one. */
export async function startLiveApp(env: Record<string, string> = {}): Promise<LiveApp> {
  const port = await freePort()
  const { testApp, close } = await makeTestApp({ PORT: String(port), ...env })
  testApp.clock.set(new Date())
  const started = await testApp.app.start(['web', 'worker'])
  return { testApp, app: testApp.app, base: `http://localhost:${port}`, setupUrl: started.setupUrl ?? '', close }
}
