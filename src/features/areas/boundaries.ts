import pointInPolygon from 'point-in-polygon-hao'

export type Point = { latitude: number; longitude: number }
/** As in GeoJSON: the outline, then holes; each closed, of [longitude, latitude]. */
export type Rings = [number, number][][]
export type Land = { areaCode: string; rings: Rings; west: number; south: number; east: number; north: number }

const NEAR_METRES = 200
const METRES_PER_DEGREE = 111_320

/** On the border counts as inside: better listed twice than not at all. */
export function isInside({ longitude, latitude }: Point, rings: Rings): boolean {
  return pointInPolygon([longitude, latitude], rings) !== false
}

/** Points on a circle of 200 metres. */
export function around({ latitude, longitude }: Point): Point[] {
  const north = NEAR_METRES / METRES_PER_DEGREE
  const east = north / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  return Array.from({ length: 16 }, (_, at) => {
    const angle = (at * Math.PI) / 8
    return { latitude: latitude + north * Math.sin(angle), longitude: longitude + east * Math.cos(angle) }
  })
}

export function landOf(areaCode: string, rings: Rings): Land {
  const outline = rings[0] ?? []
  const [longitudes, latitudes] = [outline.map(([longitude]) => longitude), outline.map(([, latitude]) => latitude)]
  return {
    ...{ areaCode, rings },
    ...{
      west: least(longitudes),
      south: least(latitudes),
      east: -least(longitudes.map(minus)),
      north: -least(latitudes.map(minus)),
    },
  }
}

/** Outlines have more points than a call takes arguments. */
function least(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY)
}

function minus(value: number): number {
  return -value
}
