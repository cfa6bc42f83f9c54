import sharp from 'sharp'

/** A small JPEG with a camera's name, a place and an embedded comment, as a phone writes it. */
export function pictureWithPlace(background = '#7a9e7e'): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .withExif(PLACE)
    .jpeg()
    .toBuffer()
}

/** What a phone sends as a file: 12 megapixels with the grain of a sensor, some megabytes, a camera's name, a place. */
export async function photoWithPlace(): Promise<Buffer> {
  const [width, height] = [4000, 3000]
  const grain = await sharp({
    create: { width, height, channels: 3, background: '#7a9e7e', noise: { type: 'gaussian', mean: 128, sigma: 18 } },
  })
    .png({ compressionLevel: 0 })
    .toBuffer()
  return sharp(grain)
    .composite([{ input: Buffer.from(GRADIENT), blend: 'soft-light' }])
    .withExif(PLACE)
    .jpeg({ quality: 88 })
    .toBuffer()
}

const PLACE = {
  IFD0: { Make: 'MayAnhThu', Model: 'Bi-Mat-9000', ImageDescription: 'nha-rieng-cua-toi' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 48/1 0/1' },
}

const GRADIENT = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="3000"><linearGradient id="sky" x2="1" y2="1"><stop stop-color="#113355"/><stop offset="1" stop-color="#ffddaa"/></linearGradient><rect width="100%" height="100%" fill="url(#sky)"/></svg>`
