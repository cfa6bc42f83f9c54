// Plain JavaScript, loaded by the process of a picture only: ours never holds the decoder's memory.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const MAX_CODES = 5
/** The most letters that a QR code can hold. */
const LONGEST = 4296

// The installed file: nothing is fetched. Once for all pictures of the process.
const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: await readFile(file) } })

/** What the QR codes in these pixels say. */
export async function findCodes(pixels) {
  const found = await readBarcodes(pixels, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: MAX_CODES,
    textMode: 'Plain',
  })
  const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text.slice(0, LONGEST))
  return [...new Set(texts)]
}
