/** Every action as every role on own, other's, held, hidden, deleted and locked things. The expectations are written out,
 *  so that a changed row of the policy must be changed here too. */
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { posts } from '@/db/schema'
import { actionNames } from '@/forum/action'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { makeAppeal } from '@/forum/appealing'
import { noteAnswer } from '@/forum/assessing'
import { amendPost } from '@/forum/amending'
import { postComment } from '@/forum/comments'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import type { Result } from '@/forum/errors'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import { may, mayEver, policy } from '@/forum/policy'
import type { ActionName, State } from '@/forum/policy'
import { setStatus } from '@/forum/questions'
import { isAtLeast, nobody } from '@/forum/viewer'
import type { Role, Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { aGuest, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const roles: Role[] = ['guest', 'member', 'moderator', 'author']
const states: State[] = ['public', 'held', 'hidden', 'deleted']

async function viewerAs(role: Role): Promise<Viewer> {
  return role === 'guest' ? aGuest() : aPerson({ role })
}

/** An answer of the viewer's or somebody else's, in a state, in a thread locked or not. */
async function target(viewer: Viewer, own: boolean, state: State, locked: boolean): Promise<{ answer: number; question: number }> {
  const question = await aQuestion()
  const writer = own ? viewer : await aPerson()
  const posted = must(await postAnswer(writer, { question: question.id, body: `An answer for ${own} ${state} ${locked} ${Math.random()}.`, ...(writer.kind === 'guest' ? { guest: 'Gil' } : {}) }))
  await db().write(async tx => {
    await tx.update(posts).set({ state, publicAt: new Date(), deletedAt: state === 'deleted' ? new Date() : null }).where(eq(posts.id, posted.id))
    if (locked) await tx.update(posts).set({ locked }).where(eq(posts.id, question.id))
  })
  return { answer: posted.id, question: question.id }
}

type Doing = (viewer: Viewer, on: { answer: number; question: number }) => Promise<Result<unknown>>
const doings: Partial<Record<ActionName, Doing>> = {
  'comments.post': (viewer, { answer }) => postComment(viewer, { parent: answer, body: `A comment ${Math.random()}.`, ...(viewer.kind === 'guest' ? { guest: 'Gil' } : {}) }),
  'posts.edit': (viewer, { answer }) => editPost(viewer, { post: answer, revision: 1, body: 'Changed.' }),
  'posts.appeal': (viewer, { answer }) => makeAppeal(viewer, { post: answer, words: 'Read it again.' }),
  'posts.delete': (viewer, { answer }) => deletePost(viewer, { post: answer }),
  'posts.undelete': (viewer, { answer }) => undeletePost(viewer, { post: answer }),
  'posts.vote': (viewer, { answer }) => castVote(viewer, { post: answer, voted: true }),
  'posts.flag': (viewer, { answer }) => flagPost(viewer, { post: answer, reason: 'other' }),
  'answers.endorse': (viewer, { answer }) => endorseAnswer(viewer, { post: answer, endorsed: true }),
  'posts.amend': (viewer, { answer }) => amendPost(viewer, { post: answer, revision: 1, body: 'Amended.' }),
  'threads.tend': (viewer, { answer }) => decide(viewer, { post: answer, decision: 'slow', minutes: 5 }),
  'moderation.decide': (viewer, { answer }) => decide(viewer, { post: answer, decision: 'hide' }),
  'answers.note': (viewer, { answer }) => noteAnswer(viewer, { post: answer, notes: [{ text: 'A note.', source: null, notes: [] }] }),
}

/** What the policy lets through may still be refused for the thing's own sake; these are such refusals. */
const ofTheThing = ['nothing-to-appeal', 'own-post', 'own-answer', 'revised-already', 'decided', 'nothing-to-undo']

for (const [name, doing] of Object.entries(doings)) {
  test(`${name}: what the table allows is done, all else is refused and changes nothing`, async () => {
    for (const role of roles) for (const own of [true, false]) for (const state of states) for (const locked of [true, false]) {
      const viewer = await viewerAs(role)
      const on = await target(viewer, own, state, locked)
      const before = await db().read.select().from(posts).where(eq(posts.id, on.answer))
      const result = await doing(viewer, on)
      const allowed = may(viewer, nameOf(name), { own, state, locked })
      const what = `${role} ${own ? 'own' : 'other’s'} ${state}${locked ? ' locked' : ''}`
      if (!allowed) {
        expect(result.ok, `${what} must be refused`).toBe(false)
        expect(await db().read.select().from(posts).where(eq(posts.id, on.answer)), `${what} must change nothing`).toEqual(before)
        const seen = own || state === 'public' || isAtLeast(viewer, 'moderator')
        if (!seen) expect(['not-found', 'sign-in'], `${what} must look as if it were not there`).toContain(result.ok || !mayEver(viewer, nameOf(name)) ? 'sign-in' : result.error.code)
      } else if (!result.ok) {
        const whole = state === 'hidden' && name === 'posts.edit' ? [...ofTheThing, 'not-allowed'] : ofTheThing
        expect(whole, `${what} was refused: ${result.error.code}`).toContain(result.error.code)
      }
    }
  })
}

function nameOf(name: string): ActionName {
  const known = Object.keys(policy).find((one): one is ActionName => one === name)
  if (!known) throw new Error(`${name} has no row`)
  return known
}

test('only moderators decide, set any status, and read the queue', async () => {
  for (const role of roles) {
    const viewer = await viewerAs(role)
    const { answer, question } = await target(await aPerson(), true, 'held', false)
    expect((await decide(viewer, { post: answer, decision: 'approve' })).ok).toBe(isAtLeast(viewer, 'moderator'))
    expect((await setStatus(viewer, { question, status: 'disputed' })).ok).toBe(isAtLeast(viewer, 'moderator'))
  }
})

test('an asker may call the own question answered and open it again, no more', async () => {
  const asker = await aPerson()
  const question = await aQuestion({ by: asker })
  must(await setStatus(asker, { question: question.id, status: 'answered' }))
  must(await setStatus(asker, { question: question.id, status: 'open' }))
  expect((await setStatus(asker, { question: question.id, status: 'closed' })).ok).toBe(false)
})

test('a token’s scope cuts what its person may do', async () => {
  const question = await aQuestion()
  const reading = await aPerson({ scope: 'read', role: 'moderator' })
  const writing = await aPerson({ scope: 'write', role: 'moderator' })
  const input = { question: question.id, body: 'By token.' }
  expect((await postAnswer(reading, input)).ok).toBe(false)
  const posted = must(await postAnswer(writing, input))
  const refused = await decide(writing, { post: posted.id, decision: 'hide' })
  expect(refused.ok ? '' : refused.error.code).toBe('scope')
})

test('a suspended person does nothing', async () => {
  const question = await aQuestion()
  const person = { ...await aPerson(), suspendedUntil: new Date(Date.now() + 60_000) }
  const refused = await postAnswer(person, { question: question.id, body: 'Let me.' })
  expect(refused.ok ? '' : refused.error.code).toBe('suspended')
})

test('each action has a row, and whoever is nobody changes nothing but by posting, flagging and appealing', () => {
  for (const name of actionNames()) expect(Object.keys(policy)).toContain(name)
  const open = Object.keys(policy).filter(name => states.some(state => may(nobody, nameOf(name), { own: false, state, locked: false })))
  // An appeal by address is for whoever bears the signature of the decision.
  expect(open.toSorted()).toEqual(['answers.post', 'comments.post', 'follows.by-mail', 'follows.confirm', 'follows.unsubscribe', 'people.appeal', 'people.sign-up', 'posts.flag', 'posts.see', 'questions.ask'])
})
