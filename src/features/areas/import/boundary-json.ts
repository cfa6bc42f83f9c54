import { z } from 'zod'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import { type Land, landOf, type Rings } from '../boundaries.js'
import { crossesItself } from './crosses-itself.js'

const Position = z
  .tuple([z.number(), z.number()])
  .rest(z.number())
  .refine(
    ([longitude, latitude]) => longitude > 100 && longitude < 120 && latitude > 4 && latitude < 25,
    'a point must be [longitude, latitude] in or near Vietnam',
  )
  .transform(([longitude, latitude]): [number, number] => [longitude, latitude])
const Ring = z
  .array(Position)
  .min(4, 'a ring must have at least 4 points')
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), 'a ring must end where it began')
const Polygon = z.array(Ring).min(1)
const Feature = z.object({
  properties: z.object({
    code: z
      .union([z.string(), z.number()])
      .transform((code) => String(code).padStart(5, '0'))
      .pipe(z.string().regex(/^\d{5}$/, 'the property code must be the five digits of a commune')),
  }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: Polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Polygon).min(1) }),
  ]),
})

/** A GeoJSON FeatureCollection of communes, in longitude and latitude (WGS 84), with the property `code`. */
export function isBoundaryJson(content: unknown): boolean {
  return z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) }).safeParse(content).success
}

export function readBoundaryJson(file: ImportedFile, content: unknown): Land[] {
  const { features } = z.object({ features: z.array(z.unknown()) }).parse(content)
  if (features.length === 0) refuse(file, '', 'has no feature: it must have one for each commune')
  const seen = new Map<string, number>()
  return features.flatMap((feature, at) => {
    const where = `feature ${at + 1}`
    const parsed = Feature.safeParse(feature)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return refuse(file, where, `${issue?.path.slice(0, 2).join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`)
    }
    const { properties, geometry } = parsed.data
    const first = seen.get(properties.code)
    if (first !== undefined)
      refuse(file, where, `code ${properties.code} must be there once, and feature ${first} has it already`)
    seen.set(properties.code, at + 1)
    const polygons: Rings[] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    if (polygons.some((rings) => rings.some(crossesItself)))
      refuse(file, where, `the outline of ${properties.code} crosses itself`)
    return polygons.map((rings) => landOf(properties.code, rings))
  })
}
