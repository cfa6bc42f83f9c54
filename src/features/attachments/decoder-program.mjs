// Plain JavaScript, a process of its own: pictures come in pieces over the channel to the process above, one after
// another, and for each goes back the copy, or why there is none. Nothing of a picture is kept for the next.
import sharp from 'sharp'

sharp.concurrency(1)
sharp.cache(false)

let pieces = []
process.on('message', ({ piece, end }) => {
  if (piece) {
    pieces.push(piece)
    return
  }
  const picture = Buffer.concat(pieces)
  pieces = []
  void answer(picture, end).then((result) => process.send(result))
})
// The process above is gone, or needs no more pictures.
process.on('disconnect', () => process.exit())

async function answer(picture, { maxPixels, longestSide, readsCodes }) {
  try {
    const { data, info } = await sharp(picture, { limitInputPixels: maxPixels, failOn: 'error', sequentialRead: true })
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true })
    const pixels = { raw: { width: info.width, height: info.height, channels: info.channels } }
    const copy = await sharp(data, pixels).jpeg({ quality: 84 }).toBuffer()
    return { copy, ...(readsCodes ? await codesOrComplaint(sharp(data, pixels)) : { codes: [] }) }
  } catch (error) {
    return { failed: String(error) }
  }
}

/** A picture whose codes cannot be looked for is still a picture: the copy stands, and the reason is told. */
async function codesOrComplaint(pixels) {
  try {
    const { findCodes } = await import('./find-codes.mjs')
    const { data, info } = await pixels.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    return {
      codes: await findCodes({
        data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
        width: info.width,
        height: info.height,
      }),
    }
  } catch (error) {
    return { codes: [], complaint: String(error) }
  }
}
