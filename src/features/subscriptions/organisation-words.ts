export const ORGANISATION_KINDS: Readonly<Record<string, string>> = {
  school: 'Trường học',
  office: 'Cơ quan',
  enterprise: 'Doanh nghiệp',
  association: 'Hội, đoàn thể',
}

/** From so many on a number tells nothing about one of them. */
export const FEWEST_COUNTED = 5
