import type { AreaBook } from '../areas/propose-areas.js'
import type { Place } from './subscription-rules.js'

/** What the area codes of subscriptions stand for. A code without an area, as the country's is, stays as it is. */
export function placesOf({ byCode }: AreaBook) {
  const placeOf = (code: string | null): Place | undefined => byCode.get(code ?? '')
  const provinceOf = (code: string | null): Place | undefined => placeOf(placeOf(code)?.provinceCode ?? null)
  return {
    placeOf,
    provinceOf,
    exists: (code: string) => byCode.has(code),
    nameOf(code: string): string {
      const [place, province] = [placeOf(code), provinceOf(code)]
      if (!place) return code
      return province && province.code !== code ? `${place.name}, ${province.name}` : place.name
    },
    provincesOf: (codes: readonly string[]) => [...new Set(codes.flatMap((code) => placeOf(code)?.provinceCode ?? []))],
  }
}
