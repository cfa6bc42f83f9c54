import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer'

/** A screenshot of a phone with a QR code in its middle, as a citizen sends it. */
export async function pictureWithCode(text: string, { width = 720, height = 1280, turned = 0 } = {}): Promise<Buffer> {
  const code = await sharp(Buffer.from(await svgOf(text)))
    .resize(420, 420, { kernel: 'nearest' })
    .rotate(turned, { background: '#ffffff' })
    .png()
    .toBuffer()
  return sharp({ create: { width, height, channels: 3, background: '#dfe7f2' } })
    .composite([{ input: code }])
    .jpeg({ quality: 80 })
    .toBuffer()
}

async function svgOf(text: string): Promise<string> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm'))
  prepareZXingModule({ overrides: { wasmBinary: (await readFile(file)).buffer as ArrayBuffer } })
  const { svg, error } = await writeBarcode(text, { format: 'QRCode' })
  if (error) throw new Error(error)
  return svg
}
