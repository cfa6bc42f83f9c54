import { expect, test } from 'vitest'
import { explainInitdb, lastComplaint } from './complaint.js'

test('the last complaint in a log is given without its time and level', () => {
  const log = `2026-11-22 03:16:33 UTC [9] LOG:  starting\n2026-11-22 03:16:33 UTC [9] FATAL:  could not create lock file: No space left on device\n2026-11-22 03:16:33 UTC [9] LOG:  database system is shut down\n`
  expect(lastComplaint(log)).toBe('could not create lock file: No space left on device')
})

test('without a complaint the last line is given', () => {
  expect(lastComplaint('waiting for server to start....\n stopped waiting\n')).toBe('stopped waiting')
  expect(lastComplaint('')).toBe('no reason given')
})

test('a full disk is the reason, not what follows from it', () => {
  const output = `FATAL:  could not extend file "base/1/1255": No space left on device\nPANIC:  cannot abort transaction 1, it was already committed\ninitdb: removing contents\n`
  expect(lastComplaint(output)).toBe('could not extend file "base/1/1255": No space left on device')
})

test('a user without a name is told what to do', () => {
  const output = 'initdb: error: could not look up effective user ID 12345: user does not exist\n'
  expect(explainInitdb(output)).toBe(
    'could not look up effective user ID 12345: user does not exist: start as a user whom this system knows by name, or set DATABASE_URL',
  )
  expect(explainInitdb('initdb: error: could not create directory "a"\n')).toBe('could not create directory "a"')
})
