import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findWallets } from './wallets.js'

const brief = (text: string) => findWallets(text, 10).map(({ value, network, isRight }) => [value, network, isRight])

/** The examples of the standards and their documents. */
const GENESIS = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'
const SEGWIT = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'
const TAPROOT = 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'
const ETHEREUM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const TRON = 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'

test.each([
  [`gửi BTC về ${GENESIS}.`, [[GENESIS, 'Bitcoin', true]]],
  [SEGWIT, [[SEGWIT, 'Bitcoin', true]]],
  [SEGWIT.toUpperCase(), [[SEGWIT, 'Bitcoin', true]]],
  [TAPROOT, [[TAPROOT, 'Bitcoin', true]]],
  [`ví: ${ETHEREUM}`, [[ETHEREUM.toLowerCase(), 'Ethereum', true]]],
  [ETHEREUM.toLowerCase(), [[ETHEREUM.toLowerCase(), 'Ethereum', true]]],
  [`USDT TRC20 ${TRON}`, [[TRON, 'TRON', true]]],
])('"%s" names a wallet', (text, found) => {
  expect(brief(text)).toEqual(found)
})

test.each([
  [GENESIS.replace('P1e', 'P2e')],
  [SEGWIT.replace('w508', 'w509')],
  [ETHEREUM.replace('aAeb', 'aaeb')],
  [TRON.replace('Rab', 'Rac')],
])('the mistyped %s is kept, and told as wrong', (address) => {
  expect(findWallets(address, 10)).toMatchObject([{ start: 0, end: address.length, isRight: false }])
})

test.each(['0912345678', `0x${'a'.repeat(64)}`, 'T'.repeat(34), '1'.repeat(30), `${TRON}abc`, 'bc1', 'Tôi bị lừa'])(
  '"%s" names none',
  (text) => {
    expect(brief(text)).toEqual([])
  },
)

test('one changed letter never passes', () => {
  const letters = fc.constantFrom(...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz')
  fc.assert(
    fc.property(fc.constantFrom(GENESIS, TRON), fc.integer({ min: 1, max: 32 }), letters, (address, at, letter) => {
      const changed = address.slice(0, at) + letter + address.slice(at + 1)
      expect(findWallets(changed, 1)[0]?.isRight ?? false).toBe(changed === address)
    }),
  )
})
