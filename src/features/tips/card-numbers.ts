/** Said to be a card's, with no word for an account between: "số thẻ", "thẻ tín dụng", "Visa". */
const CARD_BEFORE =
  /(?<![a-z])(?:so the|the (?:so|tin dung|ghi no|ngan hang|atm|visa|master(?:card)?|napas|jcb)|visa|mastercard|cvv)(?![a-z])(?:(?!(?<![a-z])(?:stk|tk|tai khoan|account)(?![a-z]))[^\d\n]){0,30}$/

/**
 * Is this number a payment card's? Then it is not kept: whoever knows it can spend from it. Sixteen digits whose
 * checksum (Luhn's) holds are one whatever stands before; a stated one may have lost or swapped a digit.
 */
export function isCardNumber(digits: string, before: string): boolean {
  if (digits.length === 16 && isLuhn(digits)) return true
  return digits.length >= 12 && digits.length <= 19 && CARD_BEFORE.test(before)
}

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
