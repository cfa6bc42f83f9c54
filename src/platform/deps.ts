import type { Clock } from './clock.js'
import type { Files } from './files.js'
import type { Ids } from './ids.js'
import type { Keys } from './keys.js'
import type { Log } from './log.js'

/** What actions get besides the transaction. None of it writes to the database. */
export type Deps = { clock: Clock; ids: Ids; log: Log; files: Files; keys: Keys }
