import type { Context } from 'hono'
import type { Db } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { Officer } from '../platform/officer.js'
import type { Flash } from './flash.js'

/** What every console page needs from the outside. */
export type Edge = { db: Db; deps: Deps; publicUrl: string }

export type ConsoleEnv = {
  Variables: {
    officer: Officer
    /** Ties a form to the session that it was shown in. */
    formKey: string
    flash: Flash | null
    countUnread: (() => Promise<number>) | undefined
    /** The zone that times are shown in. */
    timeZone: string
  }
}

export type ConsoleContext = Context<ConsoleEnv>
