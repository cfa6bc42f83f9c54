import { expect } from 'vitest'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, SA_HUYNH } from './given-tip.js'

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "'><b onmouseover='alert(1)'>",
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  'javascript:alert(1)',
  '<a href="javascript:alert(1)">x</a>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '{{constructor.constructor("alert(1)")()}}',
  '<style>*{display:none}</style>',
  '<form action=//evil.example><input name=p>',
  '<base href=//evil.example/>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u202Egpj.exe\u202C',
]
/** What any of them would leave in a page if it were not text. `<style>`, `<script>` and `<base>` of ours have attributes. */
const ALIVE =
  /<script>|<img src=x|<svg\/|<b on|<a href="javascript|<iframe|<style>|<form action=\/\/|<base|onerror=alert\(1\)>(?!&)/i

test('whatever a citizen writes stays text on every page that shows it', { timeout: 60_000 }, async ({ app }) => {
  await givenOfficer(app, 'lead', SA_HUYNH)
  for (const payload of PAYLOADS) await showsAsText(app, payload)
})

async function showsAsText(app: TestApp, payload: string): Promise<void> {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, payload)
  const { number, tipId } = await givenTip(app, {
    description: payload,
    evidence: [{ key: 'k', label: payload, value: payload }],
    happened: payload,
    loss: payload,
    identifiers: [{ kind: 'url', value: payload, raw: payload }],
  })
  await app.db.insertInto('tipMessage').values({ tipId, author: 'citizen', text: payload, at: new Date() }).execute()
  await mai.post(`/console/tips/${number}/classify`, { category: 'LUA_DAO', urgency: 'P1', reason: payload })
  const pages = [
    await mai.get('/console?tab=open'),
    await mai.get(`/console?tab=open&q=${encodeURIComponent(payload)}`),
    await mai.get(`/console?tab=closed&q=${encodeURIComponent(payload)}&category=${encodeURIComponent(payload)}`),
    await mai.get(`/console/tips/${number}`),
    await mai.get(`/console/tips/${number}/phieu`),
    await mai.get(`/console/tips/${number}/transfer?q=${encodeURIComponent(payload)}`),
    await mai.post(`/console/tips/${number}/questions`, { text: `mã otp ${payload}` }),
    await mai.post(`/console/tips/${number}/outcome`, { code: payload, reason: payload }),
    await mai.get('/console/notices'),
  ]
  for (const { body, headers } of pages) {
    expect(body).not.toMatch(ALIVE)
    expect(body).not.toMatch(/href="javascript:/i)
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  }
  // It is shown, though: an officer has to see what was sent.
  expect(pages[3]?.body).toContain(
    payload
      .slice(-6)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;'),
  )
}
