import { type Decoded, openDecoder, type Picture, type PictureDecoder } from './picture-decoder.js'

const LONGEST_SIDE = 2400

/** Of one picture, in a process that ends with it. */
export async function reencode(picture: Picture, longestSide = LONGEST_SIDE): Promise<Buffer> {
  const decoder = openDecoder()
  try {
    return (await decoder.decode(picture, { longestSide, readsCodes: false })).copy
  } finally {
    await decoder.close()
  }
}

/** The same copy, and the QR codes read from it. They are read here and nowhere else: nothing leaves the machine. */
export function cleanPicture(decoder: PictureDecoder, picture: Picture): Promise<Decoded> {
  return decoder.decode(picture, { longestSide: LONGEST_SIDE, readsCodes: true })
}
