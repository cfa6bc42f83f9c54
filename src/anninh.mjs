#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { prepare } from './prepare.mjs'

// Node 24 lets the space for young objects grow to 128 MB, more than all the rest of us. Unlike its limit, its growth
// can still be changed in a running process, so this holds however the program is started.
setFlagsFromString('--semi-space-growth-factor=1')
// There the old ones too are collected late, which while people write takes the process over 300 MB. Node 20 has no need
// of it, and loses a quarter of its speed by it.
if (Number.parseInt(process.versions.node, 10) > 20) setFlagsFromString('--optimize-for-size')
// An error then names the line that was written, not the one that was made of it.
process.setSourceMapsEnabled(true)
await prepare()
// Only now: what is imported statically would be looked for before it is installed.
const { compile } = await import('./compile.mjs')
await compile()
const { main } = await import('../.build/main.js')
await main(process.argv.slice(2))
