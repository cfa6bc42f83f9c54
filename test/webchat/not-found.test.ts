import { expect } from 'vitest'
import { test } from '../harness/test.js'

test('who mistyped an address is told in Vietnamese where to go, and programs get their own answer', async ({
  app,
}) => {
  const { http } = app.app
  for (const path of ['/khong-co', '/chat/khong', '/chat/xa-abc', '/webhooks/khong-co']) {
    const response = await http.request(`http://localhost:3000${path}`)
    expect(response.status, path).toBe(404)
    const page = await response.text()
    expect(page, path).toContain('Không có trang này')
    expect(page, path).toContain('href="/chat"')
  }
  const api = await http.request('http://localhost:3000/api/v1/khong-co')
  expect(api.headers.get('content-type')).toContain('application/problem+json')
})
