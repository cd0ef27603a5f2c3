import { expect, test } from 'vitest'
import type { FormAnswer, FormContext } from '@/app/forms/handler'
import { flag, vote } from '@/app/forms/marks'
import { decide } from '@/app/forms/moderation'
import { deleteOwn, edit, undelete } from '@/app/forms/own-posts'
import { answer, ask, preview } from '@/app/forms/posts'
import { receiptEdit, receiptWithdraw } from '@/app/forms/receipts'
import { guestHashOf } from '@/auth/guests'
import { findPost } from '@/forum/one-post'
import { readOverlay } from '@/forum/overlay'
import { readThread } from '@/forum/threads'
import type { Viewer } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aPerson, aQuestion } from '../support/world'

aDatabase()

const request = new Request('http://localhost:3000/forms/answer', { method: 'POST' })
const sent = (viewer: Viewer, fields: Record<string, string>): FormContext => ({ viewer, fields, request })

function redirected(given: FormAnswer) {
  if (!('to' in given)) throw new Error(`the form was shown again: ${given.kept.refusal?.text ?? 'without a reason'}`)
  return given
}

function shown(given: FormAnswer) {
  if ('to' in given) throw new Error(`the form led to ${given.to}`)
  return given
}

test('a guest’s answer leads back to it and gives the browser a cookie under which it is seen', async () => {
  const { id: question, paper } = await aQuestion()
  const done = redirected(await answer(sent(aGuest({ cookieHash: null }), { question: String(question), body: 'Held first.', guest: 'Amara', plain: '1' })))
  expect(done.to).toMatch(/#post-\d+$/)
  const [cookie = '', plain] = done.cookies ?? []
  expect(plain).toMatch(/^plain=1;/)
  const cookieHash = guestHashOf(cookie.split(';')[0] ?? '')
  const seen = await readOverlay({ ...aGuest(), cookieHash }, { slug: paper.slug, number: 1 })
  expect(seen.held.map(({ post, waiting }) => [post.html, waiting?.receipt !== null])).toEqual([['<p dir="auto">Held first.</p>\n', true]])
})

test('pressed twice, a form gives both answers the same cookie and posts once', async () => {
  const { id: question } = await aQuestion()
  const guest = aGuest({ cookieHash: null })
  const fields = { question: String(question), body: 'Pressed twice.', guest: 'Amara' }
  const [first, second] = await Promise.all([answer(sent(guest, fields)), answer(sent(guest, fields))])
  expect(redirected(first).cookies).toEqual(redirected(second).cookies)
  expect(redirected(first).to).toBe(redirected(second).to)
})

test('whoever wrote as a member and was signed out meanwhile does not post as a guest', async () => {
  const { id: question } = await aQuestion()
  const again = shown(await answer(sent(aGuest(), { question: String(question), body: 'Kept.', guest: 'Amara', as: 'lea' })))
  expect(again.status).toBe(401)
  expect(again.kept.refusal?.text).toBe('You were signed out meanwhile. Your text is kept; sign in and post it.')
  expect(again.kept.fields['body']).toBe('Kept.')
})

test('a blank answer comes back to its thread with the fault at its field', async () => {
  const { id: question, paper } = await aQuestion()
  const again = shown(await answer(sent(await aPerson(), { question: String(question), body: ' \u200b ' })))
  expect(again.show).toBe(`/papers/${paper.slug}/questions/1`)
  expect(again.kept.refusal?.fields).toEqual([{ field: 'body', code: 'blank', text: 'Write something first.' }])
})

test('a form that names nothing that is there has no page, and says so', async () => {
  const again = shown(await answer(sent(await aPerson(), { question: 'nonsense', body: 'Lost?' })))
  expect([again.show, again.status]).toEqual(['/~nothing', 422])
  expect(shown(await preview(sent(await aPerson(), { form: 'unheard-of', body: 'x' }))).status).toBe(404)
})

test('a preview is what the post then shows', async () => {
  const { id: question } = await aQuestion()
  const person = await aPerson()
  const fields = { form: 'answer', question: String(question), body: 'Since $x^2$ and *so*.' }
  const previewed = shown(await preview(sent(person, fields)))
  const posted = redirected(await answer(sent(person, fields)))
  const found = await findPost(Number(posted.told?.['id']), person)
  expect(previewed.kept.preview).toBe(found?.post.html)
})

test('a question is asked with its place in the paper', async () => {
  const { paper } = await aQuestion()
  const person = await aPerson()
  const asked = redirected(await ask(sent(person, { paper: paper.slug, title: 'Why here?', body: 'I wonder.', anchor_kind: 'equation', anchor_label: '(7)', anchor_quote: '' })))
  expect((await findPost(Number(asked.told?.['id']), person))?.anchor).toMatchObject({ kind: 'equation', label: 'Eq. (7)' })
})

test('a guest’s upvote leads to signing in and casts nothing', async () => {
  const { id } = await anAnswer()
  expect(redirected(await vote(sent(aGuest(), { post: String(id), voted: '1' }))).to).toBe(`/signin?next=${encodeURIComponent(`/p/${id}`)}&vote=${id}`)
  expect((await findPost(id, aGuest()))?.post.score).toBe(0)
})

test('an upvote on one’s own post is refused with a sentence on the thread', async () => {
  const { id, by } = await anAnswer()
  const again = shown(await vote(sent(by, { post: String(id), voted: '1' })))
  expect(again.kept.refusal?.text).toBe('Your upvote was not counted: You cannot upvote your own post.')
})

test('the second of two editors gets both texts', async () => {
  const { id, by } = await anAnswer()
  redirected(await edit(sent(by, { post: String(id), revision: '1', body: 'The first change.' })))
  const again = shown(await edit(sent(by, { post: String(id), revision: '1', body: 'The second change.' })))
  expect(again.status).toBe(412)
  expect(again.kept.fields['body']).toBe('The second change.')
  expect(again.kept.current).toEqual({ title: null, body: 'The first change.', revision: 2 })
})

test('a deleted post can be brought back by its writer from its own page, by nobody else', async () => {
  const { id, by } = await anAnswer()
  expect(redirected(await deleteOwn(sent(by, { post: String(id) }))).to).toBe(`/posts/${id}/delete`)
  expect((await findPost(id, by))?.undoUntil).not.toBeNull()
  expect(shown(await undelete(sent(await aPerson(), { post: String(id) }))).status).toBe(404)
  expect(redirected(await undelete(sent(by, { post: String(id) }))).to).toContain(`#post-${id}`)
})

test('a receipt edits and withdraws its own post, and a wrong one nothing', async () => {
  const { id: question } = await aQuestion()
  const posted = redirected(await answer(sent(aGuest({ cookieHash: null }), { question: String(question), body: 'By receipt.', guest: 'Amara' })))
  const secret = String(posted.told?.['receipt']).split('/').at(-1) ?? ''
  const elsewhere = aGuest({ cookieHash: null })
  expect(redirected(await receiptEdit(sent(elsewhere, { secret, revision: '1', body: 'By receipt, mended.' }))).to).toBe(`/receipts/${secret}`)
  expect(shown(await receiptEdit(sent(elsewhere, { secret: 'x'.repeat(43), revision: '1', body: 'Stolen.' }))).status).toBe(404)
  redirected(await receiptWithdraw(sent(elsewhere, { secret })))
  expect(await findPost(Number(posted.told?.['id']), await aPerson({ role: 'moderator' }))).toMatchObject({ post: { state: 'deleted' } })
})

test('a flag is settled by the decision on its post, and its reader learns which', async () => {
  const { id } = await anAnswer()
  const [reader, moderator] = [await aPerson(), await aPerson({ role: 'moderator' })]
  redirected(await flag(sent(reader, { post: String(id), reason: 'It is advertising' })))
  expect((await findPost(id, reader))?.flagged?.outcome).toBeNull()
  redirected(await decide(sent(moderator, { post: String(id), decision: 'approve' })))
  expect((await findPost(id, reader))?.flagged?.outcome).toBe('kept')
})

test('of two decisions the second changes nothing and says who was first', async () => {
  const { id: question } = await aQuestion()
  const posted = redirected(await answer(sent(aGuest(), { question: String(question), body: 'Two moderators.', guest: 'Amara' })))
  const [one, other] = [await aPerson({ role: 'moderator', name: 'Ruth' }), await aPerson({ role: 'moderator' })]
  const post = String(posted.told?.['id'])
  redirected(await decide(sent(one, { post, decision: 'approve', seen: 'held', back: '//evil.example/' })))
  const again = shown(await decide(sent(other, { post, decision: 'reject', seen: 'held' })))
  expect([again.status, again.show]).toEqual([409, '/moderation'])
  expect(again.kept.refusal?.text).toContain('Ruth')
})

test('nobody but its writer and moderators has a held answer laid over the thread', async () => {
  const { id: question, paper } = await aQuestion()
  await answer(sent(aGuest(), { question: String(question), body: 'For few eyes.', guest: 'Amara' }))
  const at = { slug: paper.slug, number: 1 }
  expect((await readOverlay(aGuest(), at)).held).toEqual([])
  expect((await readOverlay(await aPerson(), at)).held).toEqual([])
  expect((await readOverlay(await aPerson({ role: 'moderator' }), at)).held).toHaveLength(1)
  const thread = await readThread(at)
  expect(thread && 'found' in thread ? thread.found.waiting : null).toEqual([])
})
