// Plain JavaScript, a process of its own for each picture: standard input is the picture, standard output the copy, and
// the fourth stream, where it is asked for, what QR codes in it say, as JSON.
import { createWriteStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

const { maxPixels, longestSide, readsCodes } = JSON.parse(process.argv[2] ?? '{}')
sharp.concurrency(1)
const copy = await sharp(await buffer(process.stdin), {
  limitInputPixels: maxPixels,
  failOn: 'error',
  sequentialRead: true,
})
  .rotate()
  .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
  .flatten({ background: '#ffffff' })
  .jpeg({ quality: 84 })
  .toBuffer()
process.stdout.write(copy)
if (readsCodes) createWriteStream('', { fd: 3 }).end(JSON.stringify(await codesOrComplaint()))

/** A picture whose codes cannot be looked for is still a picture: the copy stands, and the reason is told. */
async function codesOrComplaint() {
  try {
    const { findCodes } = await import('./find-codes.mjs')
    const { data, info } = await sharp(copy).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    return { codes: await findCodes({ data: new Uint8ClampedArray(data), width: info.width, height: info.height }) }
  } catch (error) {
    return { codes: [], complaint: String(error) }
  }
}
