#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { isInstalled, prepare } from './prepare.mjs'

if (!isInstalled()) await prepare()

const { register } = await import('tsx/esm/api')
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) })
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
