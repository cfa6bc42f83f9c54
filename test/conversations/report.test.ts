import { expect } from 'vitest'
import { filesReport } from '../harness/report.js'
import { test } from '../harness/test.js'

test('a citizen who follows the report flow files one tip and gets a code', async ({ app }) => {
  const lan = app.citizen()
  const { code } = await filesReport(lan)
  expect(code).toMatch(/^AN-/)
  const tips = await app.db.selectFrom('tip').selectAll().execute()
  console.log(
    lan
      .messages()
      .map((m) => m.text)
      .join('\n---\n'),
  )
  console.log(tips)
  expect(tips).toHaveLength(1)
})
