import { expect, test } from 'vitest'
import { networkOf } from './client-address.js'

test('all IPv6 addresses of one /64 are one caller, however they are written', () => {
  for (const address of ['2001:db8:0:7::1', '2001:db8:0:7:1:2:3:4', '2001:0DB8:0:0007::1', '2001:db8::7:0:0:0:9']) {
    expect(networkOf(address)).toBe('2001:db8:0:7::/64')
  }
  expect(networkOf('2001:db8:0:8::1')).not.toBe(networkOf('2001:db8:0:7::1'))
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
})

test('an IPv4 address stands for itself, also when it is written as IPv6', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(networkOf('unknown')).toBe('unknown')
})
