import { expect } from 'vitest'
import { test } from '../harness/test.js'

const GREETING = 'Xin chào, đây là kênh nhận tin báo của '

test('the bot of a unit greets in the unit’s name, one of no unit in that of the police, none in its own', async ({
  app,
}) => {
  expect((await app.citizen('an').starts()).join()).toContain(`${GREETING}Công an.`)
  const unit = await app.db.selectFrom('unit').select('id').where('code', '=', 'CA-21439').executeTakeFirstOrThrow()
  await app.db.updateTable('account').set({ unitId: unit.id }).where('id', '=', 'memory').execute()
  app.app.accounts.forget()
  expect((await app.citizen('binh').starts()).join()).toContain(`${GREETING}Công an phường Đức Phổ.`)
})
