import type { ImportedFile } from '../../../src/platform/imported-file.js'
import { type Random, seededRandom } from '../../harness/random.js'

const PROVINCES = 34
const COMMUNES = 3321
const OLD_COMMUNES = 10_047
const SYLLABLES =
  'An Bình Cẩm Châu Đông Đức Giang Hà Hải Hòa Hưng Khánh Lâm Lộc Long Mỹ Nam Nghĩa Ngọc Ninh Phong Phú Phước Quang Sơn Tân Tây Thanh Thành Thạnh Thịnh Thuận Thượng Tiên Trà Trung Trường Vân Văn Vĩnh Xuân Yên'.split(
    ' ',
  )

/** A country that does not exist, of the size and shape of Vietnam: the two files that an import takes. */
export function inventCountry(seed: number): ImportedFile[] {
  const random = seededRandom(seed)
  const provinces = Array.from({ length: PROVINCES }, (_, at) => ({
    Code: String(at + 1).padStart(2, '0'),
    FullName: `Tỉnh ${nameOf(random)} ${SYLLABLES[at]}`,
    Wards: [] as { Code: string; FullName: string }[],
  }))
  const communes = Array.from({ length: COMMUNES }, (_, at) => {
    const ward = { Code: String(10_000 + at), FullName: `${random.next() < 0.2 ? 'Phường' : 'Xã'} ${nameOf(random)}` }
    provinces[at % PROVINCES]?.Wards.push(ward)
    return ward
  })
  const data = provinces.map((province, own) => ({
    level1_id: province.Code,
    name: `Tỉnh ${nameOf(random)} Cũ`,
    splits: [{ new_id: province.Code, name: province.FullName }],
    level3s: communesOf(own, province.Wards, communes, random),
  }))
  return [
    { name: 'invented-areas.json', text: JSON.stringify(provinces) },
    { name: 'invented-old.json', text: JSON.stringify({ data }) },
  ]
}

type Ward = { Code: string; FullName: string }

/** Every twentieth was split in two. */
function communesOf(own: number, wards: readonly Ward[], all: readonly Ward[], random: Random) {
  const count = Math.floor(OLD_COMMUNES / PROVINCES) + (own < OLD_COMMUNES % PROVINCES ? 1 : 0)
  return Array.from({ length: count }, (_, at) => {
    const heirs = [wards[at % wards.length], ...(at % 20 === 0 ? [wards[random.upTo(wards.length)]] : [])]
    const splits = heirs.flatMap((ward) => (ward ? [{ new_id: ward.Code, name: ward.FullName }] : []))
    return { level3_id: String(40_000 + ((own * 300 + at) % all.length)), name: `Xã ${nameOf(random)}`, splits }
  })
}

function nameOf(random: Random): string {
  const one = () => SYLLABLES[random.upTo(SYLLABLES.length)] ?? ''
  return random.next() < 0.15 ? `${one()} ${one()} ${one()}` : `${one()} ${one()}`
}
