/** Each kind has its name for officers (`tip-words.ts`) and its line in the API's description and the glossary. */
export const IDENTIFIER_KINDS = [
  'url',
  'phone',
  'bank_account',
  'social',
  'email',
  'wallet',
  'sender_name',
  'qr_code',
] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

/** Why a reading is not sure: the citizen is asked, and the officer is told. */
export const DOUBTS = ['checksum', 'spaced', 'platform', 'phone_or_account', 'joined'] as const
export type Doubt = (typeof DOUBTS)[number]

/**
 * `value` is what tips are compared by: E.164, digits, an address without scheme. `raw` is what was written. `label`
 * says in words what it is; `bank` is the code of the bank that was named beside an account.
 */
export type Identifier = {
  kind: IdentifierKind
  value: string
  raw: string
  label: string
  bank?: string
  doubt?: Doubt
}

const DOUBT_WORDS: Readonly<Record<Doubt, string>> = {
  checksum: 'Sai mã kiểm tra, có thể gõ nhầm hoặc thiếu',
  spaced: 'Có khoảng trắng ở giữa, chưa chắc là một địa chỉ',
  platform: 'Chưa rõ của mạng nào',
  phone_or_account: 'Có thể là số điện thoại, có thể là số tài khoản',
  joined: 'Viết thành nhiều phần, chưa chắc là một số',
}

/** Empty for what a newer version wrote. */
export function doubtWords(doubt: string): string {
  return Object.hasOwn(DOUBT_WORDS, doubt) ? DOUBT_WORDS[doubt as Doubt] : ''
}
