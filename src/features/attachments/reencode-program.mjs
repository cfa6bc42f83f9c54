// Plain JavaScript, a process of its own for each picture: standard input is the picture, standard output the copy.
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

const { maxPixels, longestSide } = JSON.parse(process.argv[2] ?? '{}')
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
