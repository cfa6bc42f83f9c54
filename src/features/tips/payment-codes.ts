import { QRPay } from 'vietnam-qr-pay'
import type { Span } from './bank-accounts.js'
import { type Bank, bankByBin } from './banks.js'

/**
 * What a transfer's QR code says. `account`: its checksum holds and it names a bank account. `other`: it holds, and
 * the code is somebody else's (a shop's). `broken`: it does not hold, so nothing of it is believed.
 */
export type PaymentCode = { kind: 'account'; account: string; bank?: Bank } | { kind: 'other' } | { kind: 'broken' }
export type PaymentCodeFound = Span & PaymentCode

/** Payloads of payment QR codes (EMV, VietQR) that somebody pasted into a text. */
export function findPaymentCodes(text: string, max: number): PaymentCodeFound[] {
  const found: PaymentCodeFound[] = []
  for (let start = text.indexOf(BEGINNING); start >= 0 && found.length < max; ) {
    const end = endOf(text, start)
    if (end !== undefined) found.push({ ...readPaymentCode(text.slice(start, end)), start, end })
    start = text.indexOf(BEGINNING, end ?? start + BEGINNING.length)
  }
  return found
}

export function readPaymentCode(payload: string): PaymentCode {
  const code = payload.length <= LONGEST && payload.startsWith(BEGINNING) ? new QRPay(payload) : undefined
  if (!code?.isValid) return { kind: 'broken' }
  const { bankBin, bankNumber } = code.consumer
  if (!bankNumber || !/^[\p{L}\d._-]{1,30}$/u.test(bankNumber)) return { kind: 'other' }
  const bank = bankBin ? bankByBin(bankBin) : undefined
  return { kind: 'account', account: bankNumber.toUpperCase(), ...(bank && { bank }) }
}

/** "Payload format indicator", version 01. */
const BEGINNING = '000201'
const LONGEST = 512
const MAX_FIELDS = 40
/** Of the transfers between Vietnamese banks. */
const VIETQR = 'A000000727'

/** Field by field (two digits, two digits of length, so many characters) up to the checksum, which is the last. */
function endOf(text: string, start: number): number | undefined {
  for (let at = start, fields = 0; fields < MAX_FIELDS && at - start < LONGEST; fields++) {
    const head = text.slice(at, at + 4)
    if (!/^\d{4}$/.test(head)) break
    at += 4 + Number(head.slice(2))
    if (head === '6304') return at <= text.length ? at : undefined
  }
  return cutShort(text, start)
}

/** Without its end it is still no number of anything else. */
function cutShort(text: string, start: number): number | undefined {
  const written = /^\S{20,}/.exec(text.slice(start, start + LONGEST))?.[0]
  return written?.includes(VIETQR) ? start + written.length : undefined
}
