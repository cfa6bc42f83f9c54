#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { prepare } from './prepare.mjs'

// Node 24 lets the space for young objects grow to 128 MB, more than all the rest of us. Unlike its limit, its growth
// can still be changed in a running process, so this holds however the program is started.
setFlagsFromString('--semi-space-growth-factor=1')
await prepare()
// Only now: what is imported statically would be looked for before it is installed.
const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
