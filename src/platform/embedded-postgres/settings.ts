/** `none` is for tests: commits are much cheaper and outlive a killed server, but not a crash of the machine. */
export type Durability = 'full' | 'none'

/** Given at every start, so that a new version of the program changes them without touching the data folder. */
export function serverOptions(port: number, durability: Durability): string {
  const settings = { ...SETTINGS, port: String(port), ...(durability === 'none' ? UNSAFE : {}) }
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}

// No value holds a space: pg_ctl passes the whole through a shell, and Windows' quotes differ.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // their paths are limited to about 100 bytes
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The server's log must not repeat what people wrote: no statements, no row values.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const UNSAFE = { fsync: 'off', full_page_writes: 'off' }
