import fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { decisions, events, proposedEdits, searchRows } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { editPost, deletePost, undeletePost, withdrawEdit } from '@/forum/edits'
import { decide } from '@/forum/moderation'
import { waitingProposal } from '@/forum/proposals'
import { publicEventsAfter } from '@/forum/public-log'
import { askQuestion } from '@/forum/questions'
import { readQueue } from '@/forum/queue'
import { readProposed, readReceipt, receiptOfOwn } from '@/forum/receipts'
import { readRevisions } from '@/forum/revisions'
import { search } from '@/forum/search'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { nobody } from '@/forum/viewer'
import { call } from '../support/api'
import { aDatabase } from '../support/database'
import { logSettled } from '../support/log'
import { row, thread } from '../support/reading-back'
import { aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

/** A guest's answer that a moderator has let through, as the guest with the browser's cookie. */
async function published(body = 'The first text.') {
  const question = await aQuestion()
  const [guest, moderator] = [aGuest(), await aPerson({ role: 'moderator' })]
  const posted = must(await postAnswer(guest, { question: question.id, body, guest: 'Amara' }))
  must(await decide(moderator, { post: posted.id, decision: 'approve' }))
  return { id: posted.id, question, guest, moderator, secret: posted.receipt?.split('/').at(-1) ?? '' }
}

test('a guest’s change of a published answer waits, and readers see the former text everywhere', async () => {
  const { id, question, guest, moderator, secret } = await published()
  const edited = must(await editPost(guest, { post: id, revision: 1, body: 'The quokkaword text.' }))
  expect(edited).toEqual({ id, revision: 1, held: false, proposed: true })

  expect((await thread(question)).answers.map(answer => answer.body)).toEqual(['The first text.'])
  expect((await thread(question, guest)).answers.map(answer => answer.body)).toEqual(['The first text.'])
  expect((await search({ q: 'quokkaword' })).hits).toEqual([])
  for (const path of [`/posts/${id}`, `/questions/${question.id}`, `/questions/${question.id}.md`, '/events?after=0', '/moderation/log']) expect(JSON.stringify(await call('GET', path)), path).not.toContain('quokkaword')
  expect(JSON.stringify(await readRevisions(id, nobody))).not.toContain('quokkaword')
  expect((await db().read.select().from(events).where(eq(events.post, id))).filter(event => event.kind === 'post.proposed').map(event => event.public)).toEqual([false])
  expect(await readProposed(nobody, id)).toEqual({ proposal: null, dropped: null })

  expect((await readReceipt(secret))?.proposal).toMatchObject({ body: 'The quokkaword text.' })
  expect(await readProposed(guest, id)).toMatchObject({ proposal: { body: 'The quokkaword text.' } })
  expect(await receiptOfOwn(guest, id)).toBe(`/receipts/${secret}`)
  expect(must(await readQueue(moderator, { filter: 'edits' })).items.find(item => item.post.id === id)?.edit).toMatchObject({ waits: true, before: 'The first text.', after: 'The quokkaword text.' })
})

test('approved, the change is the text, the former one stays readable, and it is its writer’s edit in the public log', async () => {
  const { id, guest, moderator } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'The second numbatword text.' }))
  must(await decide(moderator, { post: id, decision: 'approve' }))

  expect(await row(id)).toMatchObject({ body: 'The second numbatword text.', revision: 2, proposed: false, state: 'public' })
  expect((await row(id)).editedAt).not.toBeNull()
  expect((await readRevisions(id, nobody))?.revisions.map(former => former.body)).toEqual(['The first text.'])
  expect((await search({ q: 'numbatword' })).hits.map(hit => hit.id)).toEqual([id])
  await logSettled()
  const told = (await publicEventsAfter(0, 1_000)).find(event => event.post === id && event.kind === 'post.edited')
  expect(told).toMatchObject({ actor: null, person: null })
  expect(await waitingProposal(db().read, id)).toBeNull()
})

test('rejected, the change is dropped, the published text stays, and the receipt says why', async () => {
  const { id, guest, moderator, secret } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'Buy now.' }))
  must(await decide(moderator, { post: id, decision: 'reject', reason: { rule: 'advertising' } }))
  expect(await row(id)).toMatchObject({ body: 'The first text.', revision: 1, proposed: false, state: 'public', editedAt: null })
  expect(await readReceipt(secret)).toMatchObject({ proposal: null, dropped: { rule: 'advertising' } })
  // And another change may wait.
  expect(must(await editPost(guest, { post: id, revision: 1, body: 'Better.' })).proposed).toBe(true)
})

test('a changed change replaces the one that waited; back at the published text, nothing waits', async () => {
  const { id, guest } = await published()
  for (const body of ['Once.', 'Twice.']) must(await editPost(guest, { post: id, revision: 1, body }))
  expect(await db().read.select().from(proposedEdits).where(eq(proposedEdits.post, id))).toMatchObject([{ body: 'Twice.' }])
  expect(must(await editPost(guest, { post: id, revision: 1, body: 'The first text.' })).proposed).toBe(false)
  expect([(await row(id)).proposed, await waitingProposal(db().read, id)]).toEqual([false, null])
})

test('a guest takes a waiting change back, a stranger does not', async () => {
  const { id, guest } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'A slip.' }))
  expect((await withdrawEdit(aGuest(), { post: id })).ok).toBe(false)
  must(await withdrawEdit(guest, { post: id }))
  expect((await row(id)).proposed).toBe(false)
  expect(refusal(await withdrawEdit(guest, { post: id }))).toBe('nothing-to-undo')
})

test('a question’s change brings its heading along, also to what stands under it; its place in the paper stays', async () => {
  const paper = await aPaper()
  const [guest, moderator] = [aGuest(), await aPerson({ role: 'moderator' })]
  const asked = must(await askQuestion(guest, { paper: paper.slug, title: 'Why is it so?', body: 'I wonder.', anchor: 'Eq. (3)', guest: 'Amara' }))
  must(await decide(moderator, { post: asked.id, decision: 'approve' }))
  const answer = await anAnswer({ question: asked.id })
  expect(refusal(await editPost(guest, { post: asked.id, revision: 1, title: 'Why is it?', body: 'I wonder.', anchor: 'Eq. (4)' }))).toBe('not-allowed')
  must(await editPost(guest, { post: asked.id, revision: 1, title: 'Why is it so often so?', body: 'I wonder.' }))
  expect((await row(asked.id)).heading).toBe('Why is it so?')
  must(await decide(moderator, { post: asked.id, decision: 'approve' }))
  expect(await row(asked.id)).toMatchObject({ title: 'Why is it so often so?', heading: 'Why is it so often so?', anchorLabel: 'Eq. (3)' })
  expect((await row(answer.id)).heading).toBe('Why is it so often so?')
})

test('undoing a decision on a change is exact: the former text stands as a further revision, and the change waits', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom('approve' as const, 'reject' as const), fc.string({ minLength: 1 }).map(text => `Text ${text}`), async (decision, body) => {
    const { id, guest, moderator } = await published()
    const edited = await editPost(guest, { post: id, revision: 1, body })
    if (!edited.ok || !edited.value.proposed) return
    const shown = async () => {
      const found = await db().read.select({ body: searchRows.body, title: searchRows.title }).from(searchRows).where(eq(searchRows.post, id))
      // What every edit moves on is left out.
      return { post: { ...await row(id), revision: 0, editedAt: null, activeAt: null }, waiting: { ...await waitingProposal(db().read, id), revision: 0 }, found }
    }
    const before = await shown()
    must(await decide(moderator, { post: id, decision }))
    must(await decide(moderator, { post: id, decision: 'undo' }))
    expect(await shown()).toEqual(before)
    expect((await row(id)).revision).toBe(decision === 'approve' ? 3 : 1)
    // And what waits again can be let through again.
    must(await decide(moderator, { post: id, decision: 'approve' }))
    expect((await row(id)).body).toBe(before.waiting.body ?? '')
  }), { numRuns: 8 })
})

test('a dropped change is forgotten once that cannot be undone', async () => {
  const { id, guest, moderator } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'Buy now.' }))
  must(await decide(moderator, { post: id, decision: 'reject' }))
  await forgetWhatHasEnded(new Date())
  expect(await db().read.select().from(proposedEdits).where(eq(proposedEdits.post, id))).toHaveLength(1)
  await forgetWhatHasEnded(new Date(Date.now() + 25 * 3_600_000))
  expect(await db().read.select().from(proposedEdits).where(eq(proposedEdits.post, id))).toEqual([])
  expect(JSON.stringify(await db().read.select().from(decisions).where(eq(decisions.post, id)))).not.toContain('Buy now')
})

test('a change of a withdrawn post waits for nobody, and waits again when its member brings it back', async () => {
  const { id, guest } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'A change.' }))
  must(await deletePost(guest, { post: id }))
  expect((await row(id)).proposed).toBe(false)
  expect((await undeletePost(guest, { post: id })).ok).toBe(false)
})

test('a stale change by a guest gets the present text, as anybody’s does', async () => {
  const { id, guest, moderator } = await published()
  must(await editPost(guest, { post: id, revision: 1, body: 'Second.' }))
  must(await decide(moderator, { post: id, decision: 'approve' }))
  expect(refusal(await editPost(guest, { post: id, revision: 1, body: 'From an old page.' }))).toBe('changed-meanwhile')
})

test('a member’s edit of a public post is seen at once, as before', async () => {
  const answer = await anAnswer()
  expect(must(await editPost(answer.by, { post: answer.id, revision: 1, body: 'Mended.' }))).toMatchObject({ proposed: false, revision: 2 })
  expect((await row(answer.id)).body).toBe('Mended.')
})
