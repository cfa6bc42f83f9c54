/** Amounts in words that are others elsewhere, or at the market: "2 chai", "1 lít", "1 xị". They are confirmed. */
export function isSlangAmount(text: string): boolean {
  const plain = text.slice(0, 2000).normalize('NFKC').toLowerCase().normalize('NFC')
  return /(?<!\p{L})(?:chai|lít|lit|xị|xi)(?!\p{L})/u.test(plain)
}
