import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { didWords, didInWords, whyInWords } from '@/components/decision-words'
import { AppealForm, StatementOf } from '@/components/own-statement'
import { PostState } from '@/components/post-state'
import { statementPath } from '@/components/standing'
import { decisionKinds } from '@/db/schema'
import type { OwnStatement } from '@/forum/appealing'
import type { Post } from '@/forum/documents'

const decided = { decision: 'reject', reason: 'Say which equation.', rule: 'unclear', at: new Date(0), byRole: 'moderator', mayRevise: true }

function aPost(given: Partial<Post>): Post {
  return {
    id: 7, kind: 'answer', paper: 'pencil', question: 1, questionNumber: 1, parent: 1, writer: { guest: 'Amara' }, body: 'Text', html: '<p>Text</p>', plain: 'Text', score: 0, state: 'hidden',
    endorsed: false, endorsedBy: null, createdAt: new Date(0), publicAt: null, editedAt: null, deletedAt: null, removed: null, revision: 1, url: '/papers/pencil/questions/1#post-7', heldWhy: null, decision: decided, own: true, mentionedIn: null, editedByModerator: false, ...given,
  }
}

function aStatement(given: Partial<OwnStatement> = {}): OwnStatement {
  return {
    decision: 3, kind: 'hide', appeal: null, mayAppeal: true,
    statement: { decision: 3, title: 'Your answer was hidden.', effect: 'You and the moderators can read it.', rule: 'It is hostile to a person.', words: '<b>Be kind.</b>', by: 'Decided by a moderator on 1 May 2026.', automatic: 'A person decided.', remedies: [{ kind: 'appeal', text: 'You may appeal once.' }] },
    ...given,
  }
}

const html = (element: Parameters<typeof renderToStaticMarkup>[0]) => renderToStaticMarkup(element)

test('over one’s own hidden post stands the way to the statement, over another’s and a spammer’s none', () => {
  expect(html(<PostState post={aPost({})} />)).toContain('<a href="/posts/7/appeal">What was decided, and what you can do</a>')
  expect(html(<PostState post={aPost({ own: false })} />)).not.toContain('/appeal')
  expect(html(<PostState post={aPost({})} bare />)).not.toContain('/appeal')
  expect(statementPath(aPost({ decision: { ...decided, decision: 'spam' } }))).toBeNull()
  for (const state of ['public', 'held', 'deleted'] as const) expect(statementPath(aPost({ state }))).toBeNull()
})

test('a statement says what was decided, the rule, the words as they were typed, by whom, and what may be done', () => {
  const told = html(<StatementOf told={aStatement()} />)
  for (const part of ['Your answer was hidden.', 'It is hostile to a person.', '&lt;b&gt;Be kind.&lt;/b&gt;', 'Decided by a moderator on 1 May 2026.', 'You may appeal once.']) expect(told).toContain(part)
  expect(html(<StatementOf told={aStatement({ statement: { ...aStatement().statement, rule: null, words: null } })} />)).toContain('No reason was given.')
})

test('an appeal that waits says so, a judged one how and by which role; neither invites another', () => {
  const appeal = { words: 'It is not.', at: new Date(0), outcome: null, answer: null }
  const waiting = html(<StatementOf told={aStatement({ appeal, mayAppeal: false })} />)
  expect([waiting.includes('Your appeal waits.'), waiting.includes('You may appeal once.')]).toEqual([true, false])
  const judged = html(<StatementOf told={aStatement({ mayAppeal: false, appeal: { ...appeal, outcome: 'refused', answer: { words: 'It is.', byRole: 'author', at: new Date(0) } } })} />)
  expect([judged.includes('the decision stands'), judged.includes('Answered by the author'), judged.includes('It is.')]).toEqual([true, true, true])
})

test('the form of an appeal ties its fault to its field and keeps the words', () => {
  const refusal = { code: 'too-long' as const, status: 422, text: 'Too long.', fields: [{ field: 'words', code: 'too-long', text: 'Too long.' }], retryAfter: null, detail: {} }
  const form = html(<AppealForm action="/forms/appeal" about={{ name: 'post', value: '7' }} kept={{ form: 'appeal', fields: { words: 'My words' }, refusal, preview: null, current: null }} cancel={null} />)
  expect(form).toMatch(/<textarea[^>]*aria-describedby="f-words-error f-words-hint"[^>]*aria-invalid="true"[^>]*>My words<\/textarea>/)
  expect(form).toContain('<input type="hidden" name="post" value="7"/>')
})

test('every kind of decision has words', () => {
  expect(Object.keys(didWords).toSorted()).toEqual([...decisionKinds].toSorted())
  expect([didInWords('hide'), didInWords('unheard-of')]).toEqual(['hid', 'unheard-of'])
  expect([whyInWords({ rule: 'suspended', reason: null }, {}), whyInWords({ rule: 'x', reason: 'Words.' }, { x: 'A rule.' }), whyInWords({ rule: null, reason: null }, {})]).toEqual(['Its writer is suspended.', 'A rule. Words.', ''])
})
