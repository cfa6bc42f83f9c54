#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { prepare } from './prepare.mjs'

// Node 24 lets the space for young objects grow to 128 MB, more than all the rest of us, and collects the old ones late,
// which while people write takes the process over 300 MB. Node 20 has no need of either: it loses a quarter of its speed
// by the one, and by the other what dies young is taken for old and fills the memory. Unlike a limit, both can still be
// set in a running process, so this holds however the program is started.
if (Number.parseInt(process.versions.node, 10) > 20) {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--optimize-for-size')
}
// An error then names the line that was written, not the one that was made of it.
process.setSourceMapsEnabled(true)
await prepare()
// Only now: what is imported statically would be looked for before it is installed.
const { compile } = await import('./compile.mjs')
await compile()
const { main } = await import('../.build/main.js')
await main(process.argv.slice(2))
