import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * Logs say what happened, never what people wrote. Fields that could carry content or identity are cut
 * even where somebody logs a whole object by mistake.
 */
export function makeLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    serializers: { err: describeError },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[cut]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Without a driver's extra fields: PostgreSQL's `detail` quotes whole rows. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : undefined
  return { type: name, message, code, stack, ...(cause !== undefined && { cause: describeError(cause) }) }
}

const SECRET_FIELDS = [
  'text',
  'body',
  'address',
  'phone',
  'contact',
  'receipt',
  'token',
  'password',
  'secret',
  'authorization',
  'cookie',
  'conversationKey',
  'description',
  'parameters',
]
