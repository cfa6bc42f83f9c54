import { expect, test } from 'vitest'
import { ruleWith } from '../../../test/harness/rules.js'
import { explainRoute, readStoredRoute } from './explain-routing.js'

const winner = ruleWith({ id: 'ward', area: '21439', category: 'LUA_DAO', danger: 'life', urgency: 'P0' })

test('each rule that gave way says why: the first difference decides', () => {
  const rules = [
    winner,
    ruleWith({ id: 'province', area: '51', category: 'LUA_DAO', danger: 'life', urgency: 'P0' }),
    ruleWith({ id: 'anywhere', category: 'LUA_DAO' }),
    ruleWith({ id: 'any-category', area: '21439', danger: 'life' }),
    ruleWith({ id: 'any-tip', area: '21439', category: 'LUA_DAO' }),
    ruleWith({ id: 'any-urgency', area: '21439', category: 'LUA_DAO', danger: 'life' }),
    { ...winner, id: 'twin' },
  ]
  const considered = rules.slice(1).map(({ id }) => id)
  const { rule, others } = explainRoute(readStoredRoute({ ruleId: 'ward', considered }), rules)
  expect(rule).toEqual(winner)
  expect(others.map(({ why }) => why)).toEqual([
    'chỉ nêu tỉnh, trong khi quy tắc được dùng nêu xã',
    'không nêu địa bàn',
    'không nêu loại tin',
    'không nêu có người gặp nguy hiểm',
    'không nêu mức khẩn',
    'cùng điều kiện nhưng đứng sau',
  ])
})

test('a tip from before the versions keeps what it has', () => {
  const route = readStoredRoute({ kind: 'matched', ruleId: 'fraud', why: ['Vì thế.'], considered: ['any-place'] })
  expect(route).toMatchObject({ versionId: null, facts: null, passedOver: [], why: ['Vì thế.'] })
  expect(explainRoute(route, null)).toEqual({ rule: null, others: [] })
  expect(readStoredRoute({}).why).toEqual([])
})
