import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { searchTerms } from '../../src/features/tips/search-terms.js'
import { test } from '../harness/test.js'
import { givenTip, reporterAdds } from './given-tip.js'

const STEP = new URL('../../migrations/20261126T070000_searched_answers.sql', import.meta.url)

test('tips from before answers were searched are found like later ones', async ({ app }) => {
  const { tipId } = await givenTip(app)
  await reporterAdds(app, tipId, 'Nó tên “ĐẶNG Thuỷ”.')
  const before = 'lua dao (100%_lai), stk 0123.4567.8901 +84900000000 0900.000.000 https://a.example.com/b'
  await app.db.updateTable('tip').set({ searchText: before }).where('id', '=', tipId).execute()
  const [, update = ''] = (await readFile(STEP, 'utf8')).split(/^(?=update tip$)/m)
  await sql.raw(update).execute(app.db)
  const { searchText } = await app.db.selectFrom('tip').select('searchText').executeTakeFirstOrThrow()
  for (const typed of ['0900 00 00 00', '0123-4567-8901', 'đặng thủy', '"lừa đảo"', '100%_lãi', 'a.example.com/b']) {
    const isFound = searchTerms(typed).every((term) => term.some((writing) => searchText.includes(writing)))
    expect([typed, isFound, searchText]).toEqual([typed, true, searchText])
  }
})
