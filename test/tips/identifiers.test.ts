import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect } from 'vitest'
import { findIdentifiers } from '../../src/features/tips/identifiers.js'
import { givenClient } from '../api/api-case.js'
import { pictureWithCode } from '../harness/qr-picture.js'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, reporterAdds } from './given-tip.js'

test('nobody asks for an address that a tip names: not when it is filed, read, searched, printed nor exported', async ({
  app,
}) => {
  let asked = 0
  const trap = createServer((socket) => {
    asked++
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(trap, 'listening')
  const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/bay`
  try {
    const mai = await givenOfficer(app, 'lead', DUC_PHO)
    const client = await givenClient(app, 'lead', DUC_PHO)
    const description = `Nó bảo vào ${address}`
    const pictures = [await pictureWithCode(`${address}/qr`)]
    const tip = await givenTip(app, { description, identifiers: findIdentifiers(description), pictures })
    await reporterAdds(app, tip.tipId, `Còn cả ${address}/them`)
    await app.drain()
    const page = (await mai.get(`/console/tips/${tip.number}`)).body
    await mai.get(`/console/tips/${tip.number}/phieu`)
    await mai.get(`/console?q=${encodeURIComponent(address)}`)
    const { identifiers } = (await client.get(`/tips/${tip.number}`)).body as { identifiers: { value: string }[] }
    expect(identifiers.map(({ value }) => value.replace(/^.*?(?=\/bay)/, ''))).toEqual(['/bay', '/bay/them', '/bay/qr'])
    expect(page).not.toContain(`href="${address}`)
    expect(asked).toBe(0)
  } finally {
    trap.close()
  }
})

test('an officer reads what each is, how sure it is, and what was really written', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const description =
    'Vào https://vіetcombank.com, stk 1023456789 VCB, ví TJRabPrwbZy45sbavfcjinPJC18kjpRTv9, tin nhắn từ "VIETTEL", số 0168 000 0000'
  const { number } = await givenTip(app, { description, identifiers: findIdentifiers(description) })
  const page = (await mai.get(`/console/tips/${number}`)).body
  const phieu = (await mai.get(`/console/tips/${number}/phieu`)).body
  for (const words of [
    'Trang web có chữ lạ trong tên',
    'xn--vetcombank-x2i.com',
    'https://vіetcombank.com',
    'dễ nhầm với trang thật',
    'Tài khoản Vietcombank',
    'Ví TRON',
    'Sai mã kiểm tra',
    'Tên hiện khi nhận tin nhắn',
    'Số điện thoại, nay là 0380000000',
  ]) {
    expect(page).toContain(words)
    expect(phieu).toContain(words)
  }
  expect(page).not.toContain('href="https://v')
})

test('absurd input is stored or left out cleanly, and the tip is still found', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  for (const [at, odd] of [
    '\u200b\u202e',
    '👨‍👩‍👧‍👦',
    '9007199254740993',
    'ﷺ'.repeat(500),
    '\u0301'.repeat(2000),
  ].entries()) {
    const description = `Nó nhắn ${odd} từ số 0900 000 00${at}`
    const { number } = await givenTip(app, { description, identifiers: findIdentifiers(description) })
    expect((await mai.get(`/console?q=090000000${at}`)).body).toContain(number)
    expect((await mai.get(`/console/tips/${number}`)).status).toBe(200)
  }
})
