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
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[cut]',
    },
  }
  return destination ? pino(options, destination) : pino(options)
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
