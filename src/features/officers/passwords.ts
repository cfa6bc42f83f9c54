import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** Argon2id with OWASP's first choice: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const MIN_LENGTH = 10
const MAX_LENGTH = 200

let decoy: Promise<string> | undefined

/** A password that somebody chooses. Length is what counts; no rules about digits and signs. */
export const NewPassword = z
  .string({ error: 'Xin nhập mật khẩu.' })
  .min(MIN_LENGTH, `Mật khẩu cần ít nhất ${MIN_LENGTH} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`)
  .max(MAX_LENGTH, `Mật khẩu dài nhất ${MAX_LENGTH} ký tự.`)
  .refine((password) => new Set(password).size >= 5, 'Mật khẩu lặp lại quá ít ký tự, rất dễ đoán.')

export function hashPassword(password: string): Promise<string> {
  return hash(sameLetters(password), COST)
}

/** Takes as long without a hash as with one, so that the time does not tell who exists. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const target = stored ?? (await decoy)
  const matches = await verify(target, sameLetters(password))
  return matches && stored !== null
}

/** Vietnamese keyboards write "ệ" in several ways; all of them are the same password. */
function sameLetters(password: string): string {
  return password.normalize('NFKC').trim()
}
