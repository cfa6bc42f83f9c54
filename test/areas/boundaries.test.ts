import { describe, expect } from 'vitest'
import { findAreasAt } from '../../src/features/areas/find-areas-at.js'
import { type TestApp, test } from '../harness/test.js'
import { reachPlace, runs } from './given-areas.js'

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const feature = (code: string, geometry: object) => ({ type: 'Feature', properties: { code }, geometry })
/** Two squares that share a border; the first has a hole, and an island far off. */
const MAP = {
  type: 'FeatureCollection',
  features: [
    feature('21439', {
      type: 'MultiPolygon',
      coordinates: [[square(108.9, 14.8, 0.1), square(108.94, 14.84, 0.02)], [square(109.5, 14.8, 0.1)]],
    }),
    feature('21451', { type: 'Polygon', coordinates: [square(109, 14.8, 0.1)] }),
  ],
}
const at = ({ db }: TestApp, longitude: number, latitude: number) =>
  db.transaction().execute((tx) => findAreasAt(tx, { longitude, latitude }))
const file = (content: object) => ({ name: 'map.geojson', text: JSON.stringify(content) })

describe('a shared location', () => {
  test('lies in one commune; near a border the neighbour is listed too', async ({ app }) => {
    expect(await at(app, 108.95, 14.9)).toBe('no_boundaries')
    expect((await runs(app, 'areas', file(MAP))).out).toContain('Boundaries of 2 communes.')
    expect(await at(app, 108.92, 14.82)).toEqual(['21439'])
    expect(await at(app, 109.55, 14.85)).toEqual(['21439'])
    expect(await at(app, 109.05, 14.85)).toEqual(['21451'])
    expect(await at(app, 109.001, 14.85)).toEqual(['21451', '21439'])
    expect(await at(app, 108.95, 14.85)).toEqual([])
    expect(await at(app, 100, 10)).toEqual([])
  })

  test('again replaces them, and a file that is wrong changes none', async ({ app }) => {
    await runs(app, 'areas', file(MAP))
    await runs(app, 'areas', file(MAP))
    const rows = await app.db.selectFrom('areaBoundary').select('areaCode').execute()
    expect(rows).toHaveLength(3)
    const open = feature('21439', { type: 'Polygon', coordinates: [square(109, 14, 1).slice(0, 4)] })
    const { code, err } = await runs(app, 'areas', file({ ...MAP, features: [open] }))
    expect(code).toBe(1)
    expect(err).toContain('map.geojson, feature 1: geometry.coordinates: a ring must end where it began')
    expect(await at(app, 109.05, 14.85)).toEqual(['21451'])
  })

  test('is proposed to the citizen, who confirms it', async ({ app }) => {
    await runs(app, 'areas', file(MAP))
    const lan = app.citizen()
    await reachPlace(lan)
    await lan.posts({ kind: 'location', latitude: 14.8201, longitude: 108.9202 })
    await app.drain()
    expect(lan.last().text).toContain('Phường Đức Phổ, Tỉnh Quảng Ngãi, đúng không?')
  })
})
