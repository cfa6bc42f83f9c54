import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDecoder, type PictureDecoder } from '../../src/features/attachments/picture-decoder.js'
import { pictureWithPlace } from '../harness/pictures.js'

const WISH = { longestSide: 100, readsCodes: false }
const BROKEN = Buffer.from('GIF89a<?php echo 1; ?>')

describe('the process that decodes pictures', () => {
  let decoder: PictureDecoder
  beforeEach(() => {
    decoder = openDecoder()
  })
  afterEach(() => decoder.close())

  test('takes one picture after another, in the order of asking', async () => {
    const asked = [0, 1, 2].map(async () => decoder.decode([await pictureWithPlace()], WISH))
    for (const { copy } of await Promise.all(asked)) expect(copy.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(decoders()).toHaveLength(1)
  })

  test('is another one after a picture that could not be decoded', async () => {
    await decoder.decode([await pictureWithPlace()], WISH)
    const [before] = decoders()
    await expect(decoder.decode([BROKEN], WISH)).rejects.toThrow(/the picture was not decoded: Error: /)
    expect(decoders()).toEqual([])
    expect((await decoder.decode([await pictureWithPlace()], WISH)).copy.length).toBeGreaterThan(0)
    expect(decoders()).not.toEqual([before])
  })

  test('when it is killed, the picture says so and the next is decoded', async () => {
    async function* killing(bytes: Buffer) {
      yield bytes.subarray(0, 10)
      for (const pid of decoders()) process.kill(pid, 'SIGKILL')
      yield bytes.subarray(10)
    }
    await expect(decoder.decode(killing(await pictureWithPlace()), WISH)).rejects.toThrow('was not decoded (SIGKILL)')
    expect((await decoder.decode([await pictureWithPlace()], WISH)).copy.length).toBeGreaterThan(0)
  })

  test('a file that cannot be read to its end is no picture, and leaves nothing to the next', async () => {
    async function* altered(bytes: Buffer) {
      yield bytes
      throw new Error('the file was altered')
    }
    await expect(decoder.decode(altered(await pictureWithPlace()), WISH)).rejects.toThrow('the file was altered')
    expect((await decoder.decode([await pictureWithPlace()], WISH)).copy.length).toBeGreaterThan(0)
  })

  test('is another one after so many pictures, however fast they come', async () => {
    const few = openDecoder({ mostPictures: 2 })
    const pids = new Set<number>()
    const seen = async function* () {
      for (const pid of decoders()) pids.add(pid)
      yield await pictureWithPlace()
    }
    await Promise.all([0, 1, 2].map(() => few.decode(seen(), WISH)))
    expect(pids.size).toBe(2)
    await few.close()
  })

  test('when it cannot be started, the picture says so and the next is decoded', async () => {
    const node = process.execPath
    process.execPath = '/no/such/program'
    await expect(decoder.decode([await pictureWithPlace()], WISH)).rejects.toThrow('ENOENT')
    process.execPath = node
    expect((await decoder.decode([await pictureWithPlace()], WISH)).copy.length).toBeGreaterThan(0)
  })

  test('ends when no more is to come', async () => {
    await decoder.decode([await pictureWithPlace()], WISH)
    await decoder.close()
    expect(decoders()).toEqual([])
  })
})

/** Of this process. */
function decoders(): number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return all.flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return line.includes('decoder-program') && parent === process.pid && pid ? [pid] : []
  })
}
