import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addressAppeal, appeal, receiptAppeal, withdrawProposed } from '@/app/forms/appeals'
import type { FormAnswer, FormContext } from '@/app/forms/handler'
import { edit } from '@/app/forms/own-posts'
import { answer } from '@/app/forms/posts'
import { receiptEdit } from '@/app/forms/receipts'
import { judge, personNote, personNoteDelete, suspend, unsuspend } from '@/app/forms/suspensions'
import { flag } from '@/app/forms/marks'
import { db } from '@/db'
import { people, personNotes } from '@/db/schema'
import { appealAddress, openAppeal } from '@/forum/appeals'
import { decide } from '@/forum/moderation'
import { findPost } from '@/forum/one-post'
import { readPersonDesk } from '@/forum/person-desk'
import { nobody } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { row } from '../support/reading-back'
import { aGuest, anAnswer, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const request = new Request('http://localhost:3000/forms/appeal', { method: 'POST' })
const sent = (viewer: Viewer, fields: Record<string, string>): FormContext => ({ viewer, fields, request })

function redirected(given: FormAnswer) {
  if (!('to' in given)) throw new Error(`the form was shown again: ${given.kept.refusal?.text ?? 'without a reason'}`)
  return given
}

function shown(given: FormAnswer) {
  if ('to' in given) throw new Error(`the form led to ${given.to}`)
  return { show: given.show, status: given.status, text: given.kept.refusal?.text, fields: given.kept.fields }
}

/** A guest's answer, by form, and what its receipt and its browser are. */
async function byGuest() {
  const { id: question } = await aQuestion()
  const guest = aGuest()
  const posted = redirected(await answer(sent(guest, { question: String(question), body: 'By a guest.', guest: 'Amara' })))
  return { id: Number(posted.told?.['id']), guest, secret: String(posted.told?.['receipt']).split('/').at(-1) ?? '' }
}

test('a writer appeals from the post’s own page, where an empty appeal comes back with what is wrong', async () => {
  const hidden = await anAnswer()
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide' }))
  const page = `/posts/${hidden.id}/appeal`
  const again = shown(await appeal(sent(hidden.by, { post: String(hidden.id), words: ' ' })))
  expect([again.show, again.status, again.text]).toEqual([page, 422, 'Write something first.'])
  expect(redirected(await appeal(sent(hidden.by, { post: String(hidden.id), words: 'Please.' }))).to).toBe(page)
  expect(shown(await appeal(sent(hidden.by, { post: String(hidden.id), words: 'And again.' })))).toMatchObject({ status: 409, fields: { words: 'And again.' } })
  expect(shown(await appeal(sent(await aPerson(), { post: String(hidden.id), words: 'Not mine.' }))).status).toBe(404)
})

test('a guest appeals from the receipt in any browser, with a wrong receipt nothing happens', async () => {
  const { id, secret } = await byGuest()
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'reject' }))
  const elsewhere = aGuest({ cookieHash: null })
  expect(shown(await receiptAppeal(sent(elsewhere, { secret: 'x'.repeat(43), words: 'Please.' }))).status).toBe(404)
  expect(redirected(await receiptAppeal(sent(elsewhere, { secret, words: 'Please.' }))).to).toBe(`/receipts/${secret}`)
  expect((await openAppeal(db().read, id))?.words).toBe('Please.')
})

test('a guest’s change from the receipt or the own browser waits, leads to the receipt, and can be taken back there', async () => {
  const { id, guest, secret } = await byGuest()
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'approve' }))
  const path = `/receipts/${secret}`
  expect(redirected(await receiptEdit(sent(aGuest(), { secret, revision: '1', body: 'Changed by receipt.' })))).toMatchObject({ to: path, told: { state: 'proposed' } })
  expect(redirected(await edit(sent(guest, { post: String(id), revision: '1', body: 'Changed in the browser.' })))).toMatchObject({ to: path, told: { state: 'proposed' } })
  expect(await row(id)).toMatchObject({ body: 'By a guest.', proposed: true })
  expect(redirected(await withdrawProposed(sent(aGuest(), { secret }))).to).toBe(path)
  expect((await row(id)).proposed).toBe(false)
  expect(shown(await withdrawProposed(sent(guest, { post: String(id) }))).status).toBe(409)
})

test('a moderator suspends with the posts, notes something, judges the appeal, and is led back to the person', async () => {
  const [moderator, other, written] = [await aPerson({ role: 'moderator' }), await aPerson({ role: 'moderator' }), await anAnswer()]
  const { handle } = written.by
  const page = `/moderation/people/${handle}`
  expect(shown(await suspend(sent(moderator, { handle, reason: '', posts: 'hide' })))).toMatchObject({ show: page, text: 'Write something first.' })
  expect(redirected(await suspend(sent(moderator, { handle, until: '', reason: 'Insults.', posts: 'hide' })))).toMatchObject({ to: page, told: { hidden: 1, left: 0 } })
  expect((await row(written.id)).state).toBe('hidden')

  expect(redirected(await personNote(sent(moderator, { handle, words: 'Knows better.' }))).to).toBe(page)
  const [kept] = await db().read.select().from(personNotes)
  expect(redirected(await personNoteDelete(sent(moderator, { handle, note: String(kept?.id) }))).to).toBe(page)
  expect(shown(await personNoteDelete(sent(moderator, { handle, note: String(kept?.id) }))).status).toBe(404)

  const decision = must(await readPersonDesk(moderator, handle)).suspension?.decision ?? 0
  const address = appealAddress(decision).slice('/appeals/'.length)
  expect(shown(await addressAppeal(sent(nobody, { address: `${address}x`, words: 'Let me.' }))).status).toBe(404)
  expect(shown(await addressAppeal(sent(nobody, { address: '../../settings', words: 'Let me.' }))).show).toBe('/~nothing')
  expect(redirected(await addressAppeal(sent(nobody, { address, words: 'I was provoked.' }))).to).toBe(`/appeals/${address}`)

  const desk = must(await readPersonDesk(other, handle))
  expect(desk.appeal).toMatchObject({ words: 'I was provoked.', mayJudge: true })
  expect(shown(await judge(sent(moderator, { handle, appeal: String(desk.appeal?.id), outcome: 'refused' }))).status).toBe(403)
  expect(shown(await judge(sent(other, { handle, appeal: String(desk.appeal?.id), outcome: 'perhaps' }))).status).toBe(422)
  expect(redirected(await judge(sent(other, { handle, appeal: String(desk.appeal?.id), outcome: 'granted', reason: 'So it was.' }))).to).toBe(page)
  expect((await row(written.id)).state).toBe('public')
  expect((await db().read.select().from(people).where(eq(people.id, written.by.id)))[0]?.suspendedUntil).toBeNull()
})

test('a suspension is ended by form with or without the posts', async () => {
  const [moderator, written] = [await aPerson({ role: 'moderator' }), await anAnswer()]
  const { handle } = written.by
  redirected(await suspend(sent(moderator, { handle, reason: 'Insults.', posts: 'hide' })))
  expect(redirected(await unsuspend(sent(moderator, { handle }))).told).toEqual({ restored: 0, left: 0 })
  expect((await row(written.id)).state).toBe('hidden')
  expect(redirected(await unsuspend(sent(moderator, { handle, posts: 'restore' }))).told).toEqual({ restored: 1, left: 0 })
  expect(shown(await unsuspend(sent(moderator, { handle, posts: 'restore' }))).status).toBe(409)
})

test('readers who flagged a post, one as a guest, learn what came of it and no name', async () => {
  const { id } = await anAnswer()
  const [reader, guest, moderator] = [await aPerson(), aGuest(), await aPerson({ role: 'moderator', name: 'Ottoline Quarmby' })]
  for (const viewer of [reader, guest]) redirected(await flag(sent(viewer, { post: String(id), reason: 'It is hostile to a person' })))
  expect((await findPost(id, await aPerson()))?.flagged).toBeNull()
  must(await decide(moderator, { post: id, decision: 'approve' }))
  for (const viewer of [reader, guest]) {
    const found = await findPost(id, viewer)
    expect(found?.flagged?.outcome).toBe('kept')
    expect(JSON.stringify(found)).not.toContain('Ottoline')
  }
  // Undone, the flags are open again.
  must(await decide(moderator, { post: id, decision: 'undo' }))
  expect((await findPost(id, reader))?.flagged?.outcome).toBeNull()
})
