import { expect, test } from 'vitest'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import { aCaller, call, listOf, objectOf } from '../support/api'
import { aDatabase } from '../support/database'
import { anAnswer, aPaper, aQuestion, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const tagOf = (answer: { headers: Headers }) => ({ 'if-match': answer.headers.get('etag') ?? '' })

test('an author reads and edits an assessment; what was read must be said, and what changed since is not overwritten', async () => {
  const { slug } = await aPaper()
  const author = await aCaller({ role: 'author' })
  const path = `/papers/${slug}/assessment`
  const first = await call('GET', path, author)
  expect([first.status, first.json]).toEqual([200, { paper: slug, rating: null, mark: null, remark: null, notes: '', fromFile: null }])
  expect((await call('PUT', path, { ...author, json: { rating: 'up' } })).status).toBe(428)
  const saved = await call('PUT', path, { ...author, headers: tagOf(first), json: { rating: 'up', notes: '- One\n  - Two' } })
  expect([saved.status, saved.json['rating'], saved.json['notes']]).toEqual([200, 'up', '- One\n  - Two'])
  const late = await call('PUT', path, { ...author, headers: tagOf(first), json: { remark: 'Late' } })
  expect([late.status, objectOf(late.json['current'])['notes']]).toEqual([412, '- One\n  - Two'])
  const kept = await call('PUT', path, { ...author, headers: tagOf(saved), json: { remark: 'In time' } })
  expect(kept.json).toEqual({ paper: slug, rating: 'up', mark: '👍', remark: 'In time', notes: '- One\n  - Two', fromFile: null })
  const [shown] = listOf((await call('GET', `/papers/${slug}`)).json['assessments'])
  expect(shown).toMatchObject({ rating: 'up', remark: 'In time', notes: [{ text: 'One', notes: [{ text: 'Two', notes: [] }] }] })
})

test('what waits from the file is told, and saving settles it', async () => {
  const author = await aCaller({ role: 'author' })
  const file = (note: string) => `## T\n\n- **On merging** 👍\n  - ${note}\n`
  const path = '/papers/on-merging/assessment'
  must(await importList(file('One'), operator, { dryRun: false }))
  must(await importList(file('One'), operator, { dryRun: false }))
  await call('PUT', path, { ...author, headers: tagOf(await call('GET', path, author)), json: { notes: '- Here' } })
  must(await importList(file('There'), operator, { dryRun: false }))
  const waiting = await call('GET', path, author)
  expect([waiting.json['notes'], waiting.json['fromFile']]).toEqual(['- Here', { rating: 'up', mark: '👍', remark: null, notes: '- There' }])
  const settled = await call('PUT', path, { ...author, headers: tagOf(waiting), json: { notes: '- Here\n- There' } })
  expect([settled.json['notes'], settled.json['fromFile']]).toEqual(['- Here\n- There', null])
})

test('nobody but an author may: not without a token, as a moderator, or with a lesser scope', async () => {
  const { id: question, paper } = await aQuestion()
  const { id: answer } = await anAnswer({ question })
  const author = await aCaller({ role: 'author' })
  const read = await call('GET', `/papers/${paper.slug}/assessment`, author)
  const tries: [string, string, object | null][] = [['GET', `/papers/${paper.slug}/assessment`, null], ['PUT', `/papers/${paper.slug}/assessment`, { remark: 'x' }], ['POST', `/posts/${answer}/note`, { text: 'x' }]]
  for (const [method, path, json] of tries) {
    for (const [caller, status] of [[{}, 401], [await aCaller(), 403], [await aCaller({ role: 'moderator' }), 403], [await aCaller({ role: 'author', tokenScope: 'write' }), 403]] as const) {
      expect((await call(method, path, { ...caller, headers: tagOf(read), ...json ? { json } : {} })).status, `${method} ${path}`).toBe(status)
    }
  }
  expect((await call('GET', `/papers/${paper.slug}/assessment`, author)).json['remark']).toBeNull()
})

test('an answer becomes a note once, which names it', async () => {
  const { id: question, paper } = await aQuestion()
  const answer = await anAnswer({ question })
  const author = await aCaller({ role: 'author' })
  const made = await call('POST', `/posts/${answer.id}/note`, { ...author, json: { text: 'Ties stay.' } })
  expect([made.status, made.json]).toEqual([201, { post: answer.id, paper: paper.slug }])
  const again = await call('POST', `/posts/${answer.id}/note`, { ...author, json: { text: 'Ties stay.' } })
  expect([again.status, again.json['detail']]).toEqual([409, 'This answer is among the notes on its paper already. Nothing was added.'])
  const [shown] = listOf((await call('GET', `/papers/${paper.slug}`)).json['assessments'])
  expect(listOf(shown?.['notes'])[0]).toEqual({ text: 'Ties stay.', source: { post: answer.id, writer: { handle: answer.by.handle, name: answer.by.name, role: 'member' }, url: `http://localhost:3000/p/${answer.id}` }, notes: [] })
  expect((await call('POST', `/posts/${question}/note`, { ...author, json: { text: 'x' } })).status).toBe(403)
  expect((await call('POST', '/posts/987654/note', { ...author, json: { text: 'x' } })).status).toBe(404)
  expect((await call('POST', `/posts/${answer.id}/note`, { ...author, json: { text: ' ' } })).status).toBe(422)
})
