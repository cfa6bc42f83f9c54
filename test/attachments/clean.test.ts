import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { reencode } from '../../src/features/attachments/reencode.js'

const FORMATS = ['jpeg', 'png', 'webp', 'gif'] as const

describe('the copy that officers see', () => {
  test('holds no metadata of any kind, whatever the picture was and carried', { timeout: 90_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FORMATS),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 8 }),
        async (format, width, height, orientation) => {
          const secret = 'Bi-Mat-9000'
          const original = await sharp({ create: { width, height, channels: 3, background: '#7a9e7e' } })
            .withExif({ IFD0: { Model: secret }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 12/1' } })
            .withMetadata({ orientation })
            .toFormat(format)
            .toBuffer()
          const copy = await reencode([original])
          const seen = await sharp(copy).metadata()
          expect(seen.format).toBe('jpeg')
          expect([seen.exif, seen.iptc, seen.xmp, seen.icc, seen.orientation]).toEqual(Array(5).fill(undefined))
          expect(copy.includes(secret)).toBe(false)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('bytes hidden behind a picture do not reach the copy', async () => {
    const picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    const polyglot = Buffer.concat([picture, Buffer.from('<script>alert(1)</script>')])
    expect((await reencode([polyglot])).includes('<script>')).toBe(false)
  })

  test('a picture that cannot be decoded is refused, not passed through', async () => {
    await expect(reencode([Buffer.from('GIF89a<?php echo 1; ?>')])).rejects.toThrow(
      /the picture was not decoded: Error: /,
    )
  })
})
