#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

await prepare()
// Only now: what is imported statically would be looked for before it is installed.
const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
