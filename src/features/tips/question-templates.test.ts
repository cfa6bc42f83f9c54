import { expect, test } from 'vitest'
import { checkQuestion } from './question-rules.js'
import { QUESTION_TEMPLATES } from './question-templates.js'

test.each(QUESTION_TEMPLATES)('the ready-made question “%s” may be asked', (question) => {
  expect(checkQuestion(question)).toEqual({ kind: 'ok' })
})
