import sharp from 'sharp'

/** A small JPEG with a camera's name, a place and an embedded comment, as a phone writes it. */
export function pictureWithPlace(background = '#7a9e7e'): Promise<Buffer> {
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .withExif({
      IFD0: { Make: 'MayAnhThu', Model: 'Bi-Mat-9000', ImageDescription: 'nha-rieng-cua-toi' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 48/1 0/1' },
    })
    .jpeg()
    .toBuffer()
}
