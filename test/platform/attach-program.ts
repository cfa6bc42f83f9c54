import { attachPostgres } from '../../src/platform/embedded-postgres.js'

// A process of its own: attaches, says where, and lets go when its input ends.
const { url, release } = await attachPostgres({ dataDir: process.argv[2] ?? '', durability: 'none' })
process.stdout.write(`${url}\n`)
process.stdin.resume().once('end', () => void release())
