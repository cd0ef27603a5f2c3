/** The viewer document: what one reader sees beyond the page that everybody gets. */
import { gzipSync } from 'node:zlib'
import { and, asc, desc, eq, inArray, isNull, or } from 'drizzle-orm'
import fc from 'fast-check'
import { encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { viewerDocument } from '@/api/viewer'
import type { ViewerDocument } from '@/api/viewer'
import { cookieName } from '@/auth/cookies'
import { guestCookie, guestHashOf } from '@/auth/guests'
import { endSessionOf, startSession } from '@/auth/sessions'
import { siteSecret } from '@/config/secret'
import { db } from '@/db'
import { guests, papers, posts, votes } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { deletePost } from '@/forum/edits'
import { setHouseRules } from '@/forum/house-rules'
import { limits } from '@/forum/limits'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import { readOverlay, readWaiting } from '@/forum/overlay'
import { seedSite } from '@/forum/seeding'
import { suspendPerson } from '@/forum/suspensions'
import { operator } from '@/forum/viewer'
import type { Person, Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { queriesOf } from '../support/queries'
import { aComment, aGuest, anAnswer, aPerson, aQuestion, must } from '../support/world'

aDatabase()

/** A browser in which a person is signed in. */
async function aBrowserOf(person: Person, lifeSeconds = 3_600): Promise<{ cookies: string; sid: number }> {
  const session = await db().write(tx => startSession(tx, person, 'A browser', new Date()))
  const salt = cookieName('authjs.session-token')
  return { cookies: `${salt}=${await encode({ token: session, secret: siteSecret(), salt, maxAge: lifeSeconds })}`, sid: session.sid }
}

const ask = (cookies: string | null, path: string | null, now?: Date) => viewerDocument({ cookies, authorization: null, address: '203.0.113.7' }, path, now)

const aScript: unknown = expect.any(String)
const aTiming: unknown = expect.stringMatching(/^\d+\.[\w-]{43}$/)
const empty = { person: null, votes: [], scores: [], own: [], held: [], follows: [], timing: aTiming, work: null, left: null }

test('the document of somebody unknown holds a token of time and nothing else, and asks nothing', async () => {
  const { paper } = await aQuestion()
  // The rules of the house are read once in some seconds, for all readers.
  await ask(null, '/')
  for (const path of [`/papers/${paper.slug}/questions/1`, '/', '/papers/%/questions/1', '/papers/none/questions/9', 'nonsense', null]) {
    for (const cookies of [null, 'guest=forged.forged', `${cookieName('authjs.session-token')}=forged`]) {
      let document: ViewerDocument | undefined
      const asked = await queriesOf(async () => { document = await ask(cookies, path) })
      expect([document, asked]).toEqual([empty, []])
    }
  }
})

test('a token is for the API alone: with one, the document is a stranger’s', async () => {
  const { cookies } = await aBrowserOf(await aPerson())
  expect(await viewerDocument({ cookies, authorization: 'Bearer x', address: null }, '/')).toEqual(empty)
})

describe('on a thread', () => {
  async function aBusyThread() {
    const question = await aQuestion()
    const [mine, theirs] = [await aPerson({ name: 'Noor' }), await aPerson({ name: 'Ida' })]
    const answer = await anAnswer({ question: question.id, by: theirs })
    const own = await anAnswer({ question: question.id, by: mine })
    const comment = await aComment({ parent: answer.id, by: theirs })
    for (const post of [answer.id, comment.id, question.id]) must(await castVote(mine, { post, voted: true }))
    const first = must(await postAnswer(await aPerson({ trust: 0 }), { question: question.id, body: 'The first of a newcomer.' }))
    return { question, mine, theirs, answer, own, comment, first, path: `/papers/${question.paper.slug}/questions/1`, place: { slug: question.paper.slug, number: 1 } }
  }

  test('a member has the own votes and posts, and nothing of what waits for others', async () => {
    const world = await aBusyThread()
    const { cookies } = await aBrowserOf(world.mine)
    expect(await ask(cookies, world.path)).toEqual({
      person: { handle: world.mine.handle, name: 'Noor', role: 'member', waiting: null, unread: 0, atOnce: true, first: false },
      votes: [world.question.id, world.answer.id, world.comment.id], scores: [1, 1, 1], own: [world.own.id], held: [], follows: [`question ${world.question.id}`], timing: aTiming, work: null, left: { drafts: [], lastRead: null, script: aScript },
    })
  })

  test('a newcomer sees what waits of the own, with the words for it and its place in the queue', async () => {
    const { question, answer, path } = await aBusyThread()
    const newcomer = await aPerson({ trust: 0, name: 'Kofi' })
    const posted = must(await postAnswer(newcomer, { question: question.id, body: 'Mine waits.' }))
    const reply = must(await postComment(newcomer, { parent: answer.id, body: 'This too.' }))
    const { cookies } = await aBrowserOf(newcomer)

    const document = await ask(cookies, path)

    const queue = await db().read.select({ id: posts.id }).from(posts).where(eq(posts.state, 'held')).orderBy(asc(posts.id))
    const before = (id: number) => queue.filter(one => one.id < id).length
    expect(document.person).toMatchObject({ atOnce: false })
    expect(document.held).toMatchObject([
      { id: posted.id, kind: 'answer', parent: question.id, state: 'held', own: true, writer: 'Kofi', guest: false, html: '<p dir="auto">Mine waits.</p>\n', lead: 'Waiting for review.', tone: 'caution', receipt: null, statement: null, mayEdit: true },
      { id: reply.id, kind: 'comment', parent: answer.id, under: answer.id, state: 'held', own: true },
    ])
    expect(document.held.map(held => held.text)).toEqual([
      `Only you and the moderators see this answer. A member’s first answers are read before they appear. ${before(posted.id)} posts are before it.`,
      `Only you and the moderators see this comment. A member’s first comments are read before they appear. ${before(reply.id)} posts are before it.`,
    ])
  })

  test('a guest’s browser has its own waiting posts with their receipts; once an account claims them it has nothing', async () => {
    const { question, path } = await aBusyThread()
    const { cookie } = guestCookie()
    const cookies = cookie.split(';')[0] ?? ''
    const posted = must(await postAnswer(aGuest({ cookieHash: guestHashOf(cookies) }), { question: question.id, body: 'As a guest.', guest: 'Amara' }))

    const document = await ask(cookies, path)

    expect(document).toMatchObject({ person: null, votes: [], own: [], held: [{ id: posted.id, writer: 'Amara', guest: true, own: true, receipt: posted.receipt }] })
    const claimer = await aPerson()
    await db().write(async tx => { await tx.update(guests).set({ claimedBy: claimer.id }).where(eq(guests.cookieHash, guestHashOf(cookies) ?? '')) })
    expect(await ask(cookies, path)).toEqual(empty)
    expect((await ask((await aBrowserOf(claimer)).cookies, path)).held).toMatchObject([{ id: posted.id, own: true, receipt: null }])
  })

  test('a moderator sees all that waits or is hidden, with the last decision, and the tally of the queue', async () => {
    const { question, theirs, answer, first, path } = await aBusyThread()
    const moderator = await aPerson({ role: 'moderator' })
    must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'Once.' } }))
    must(await decide(moderator, { post: answer.id, decision: 'restore' }))
    must(await decide(moderator, { post: answer.id, decision: 'hide', reason: { text: 'And again.' } }))
    must(await flagPost(await aPerson(), { post: question.id, reason: 'hostile' }))
    const { cookies } = await aBrowserOf(moderator)

    const document = await ask(cookies, path)

    const waiting = await db().read.select({ id: posts.id }).from(posts).where(eq(posts.state, 'held'))
    expect(document.person?.waiting).toBe(waiting.length + 1)
    expect(document.held.map(held => [held.id, held.state, held.lead, held.mayEdit])).toEqual([
      [answer.id, 'hidden', 'Not shown.', false],
      [first.id, 'held', 'Waiting for review.', false],
    ])
    expect(document.held[0]?.text).toBe('A moderator wrote: “And again.”')
    const writers = await ask((await aBrowserOf(theirs)).cookies, path)
    expect(writers.held).toMatchObject([{ id: answer.id, own: true, text: 'A moderator wrote: “And again.”' }])
  })

  test('who voted for what was taken down meanwhile is not shown its text', async () => {
    const { mine, answer, path } = await aBusyThread()
    must(await decide(await aPerson({ role: 'moderator' }), { post: answer.id, decision: 'hide', reason: { text: 'Away.' } }))
    const document = await ask((await aBrowserOf(mine)).cookies, path)
    expect([document.votes.includes(answer.id), document.held]).toEqual([true, []])
  })

  test('at most four queries, whoever asks; two where the page is no thread, none more for a longer queue', async () => {
    const { question, mine, theirs, path } = await aBusyThread()
    const { cookie } = guestCookie()
    const guest = cookie.split(';')[0] ?? ''
    must(await postAnswer(aGuest({ cookieHash: guestHashOf(guest) }), { question: question.id, body: 'A guest’s.', guest: 'Amara' }))
    const readers: [string, string, number][] = [['a guest', guest, 0]]
    for (const role of ['member', 'moderator', 'author'] as const) readers.push([role, (await aBrowserOf(await aPerson({ role }))).cookies, 1])
    readers.push(['the asker', (await aBrowserOf(mine)).cookies, 1], ['an answerer', (await aBrowserOf(theirs)).cookies, 1])
    for (const [who, cookies, alone] of readers) {
      await ask(cookies, path)
      const onThread = await queriesOf(() => ask(cookies, path))
      const atHome = await queriesOf(() => ask(cookies, '/'))
      expect([who, onThread.length, atHome.length], onThread.join('\n')).toEqual([who, 3 * alone + 1, 2 * alone])
    }
  })

  test('it is the same as looking through all posts, whatever happened in the thread', async () => {
    const step = fc.record({ what: fc.constantFrom('answer', 'comment', 'guest', 'vote', 'hide', 'reject', 'delete'), who: fc.nat(3), where: fc.nat(20) })
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async steps => {
      const { id: question, paper } = await aQuestion()
      const moderator = await aPerson({ role: 'moderator' })
      const people = [moderator, await aPerson(), await aPerson({ trust: 0 }), await aPerson()]
      const browser = aGuest()
      for (const { what, who, where } of steps) {
        const ids = (await db().read.select({ id: posts.id }).from(posts).where(or(eq(posts.question, question), eq(posts.id, question))).orderBy(asc(posts.id))).map(row => row.id)
        const [person = moderator, post = question] = [people[who], ids[where % ids.length]]
        const body = `Said at turn ${where} by ${who} of ${ids.length}.`
        if (what === 'answer') await postAnswer(person, { question, body })
        else if (what === 'comment') await postComment(person, { parent: post, body })
        else if (what === 'guest') await postAnswer(browser, { question, body, guest: 'Amara' })
        else if (what === 'vote') await castVote(person, { post, voted: where % 3 > 0 })
        else if (what === 'delete') await deletePost(person, { post })
        else if (post !== question) await decide(moderator, { post, decision: what === 'hide' ? 'hide' : 'reject', reason: { text: 'So.' } })
      }
      for (const viewer of [...people, browser, aGuest()]) {
        const place = { slug: paper.slug, number: 1 }
        const laid = await readOverlay(viewer, place)
        const plain = await lookedThrough(viewer, question)
        expect({ votes: laid.votes, own: laid.own, held: laid.held.map(held => [held.post.id, held.waiting?.ahead ?? null]) }).toEqual(plain)
        expect([...await readWaiting(viewer, place)].map(([id, { ahead }]) => [id, ahead])).toEqual(plain.held.filter(held => held[1] !== null))
      }
    }), { numRuns: 15 })
  }, 120_000)

  /** The same by reading every row and judging each by itself. */
  async function lookedThrough(viewer: Viewer, question: number) {
    const rows = await db().read.select({ post: posts, guest: guests }).from(posts).leftJoin(guests, eq(guests.id, posts.guest)).where(or(eq(posts.question, question), eq(posts.id, question))).orderBy(asc(posts.id))
    const mine = await db().read.select({ post: votes.post }).from(votes).where(and(inArray(votes.post, rows.map(row => row.post.id)), eq(votes.person, viewer.kind === 'person' ? viewer.id : 0))).orderBy(asc(votes.post))
    const queue = await db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.state, 'held'), isNull(posts.deletedAt)))
    const isMine = ({ post, guest }: (typeof rows)[number]) => viewer.kind === 'person' ? post.person === viewer.id : viewer.kind === 'guest' && guest !== null && guest.cookieHash === viewer.cookieHash
    const sees = (row: (typeof rows)[number]) => isMine(row) || viewer.role === 'moderator'
    return {
      votes: mine.map(row => row.post),
      own: rows.filter(row => row.post.state === 'public' && isMine(row)).map(row => row.post.id),
      held: rows.filter(row => row.post.kind !== 'question' && ['held', 'hidden'].includes(row.post.state) && sees(row))
        .map(({ post }) => [post.id, post.state === 'held' ? queue.filter(one => one.id < post.id).length : null]),
    }
  }
})

test('a usual thread’s document is under two kilobytes compressed, every post of it voted for and one’s own waiting', async () => {
  must(await seedSite(operator, { papers: 1, questions: 1, answers: 20, users: 12, rng: 'a usual thread' }))
  const [asked] = await db().read.select({ id: posts.id, slug: papers.slug, number: posts.number }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(eq(posts.kind, 'question')).orderBy(desc(posts.id)).limit(1)
  const [newcomer, moderator] = [await aPerson({ trust: 0 }), await aPerson({ role: 'moderator' })]
  must(await postAnswer(newcomer, { question: asked?.id ?? 0, body: 'A short answer that waits, with a sentence or two of **reasons** and $x^2$. '.repeat(4) }))
  const all = await db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.question, asked?.id ?? 0), eq(posts.state, 'public')))
  expect(all.length).toBeGreaterThanOrEqual(20)
  for (const reader of [newcomer, moderator]) {
    for (const post of all) must(await castVote(reader, { post: post.id, voted: true }))
    const document = await ask((await aBrowserOf(reader)).cookies, `/papers/${asked?.slug ?? ''}/questions/${asked?.number ?? 0}`)
    expect([document.votes.length, document.held.length > 0]).toEqual([all.length, true])
    expect(gzipSync(JSON.stringify(document)).length).toBeLessThan(2_048)
  }
})

test('a session that was ended, or whose person was suspended, is nobody’s at once', async () => {
  const person = await aPerson()
  const [one, other] = [await aBrowserOf(person), await aBrowserOf(person)]
  expect((await ask(one.cookies, '/')).person?.handle).toBe(person.handle)
  await endSessionOf(person.id, one.sid)
  expect(await ask(one.cookies, '/')).toEqual(empty)
  expect((await ask(other.cookies, '/')).person?.handle).toBe(person.handle)
  must(await suspendPerson(await aPerson({ role: 'moderator' }), { handle: person.handle, until: null, reason: 'Enough.' }))
  expect(await ask(other.cookies, '/')).toEqual(empty)
})

test('a cookie whose time is over opens nothing, though it was known before', async () => {
  const { cookies } = await aBrowserOf(await aPerson(), 60)
  expect((await ask(cookies, '/')).person).not.toBeNull()
  expect(await ask(cookies, '/', new Date(Date.now() + 61_000))).toEqual(empty)
  expect((await ask(cookies, '/')).person).not.toBeNull()
})

test('whoever has published nothing yet is known to be there for the first time; moderators never are', async () => {
  const [fresh, moderator] = [await aPerson({ trust: 0 }), await aPerson({ role: 'moderator' })]
  const { cookies } = await aBrowserOf(fresh)
  expect((await ask(cookies, '/')).person).toMatchObject({ first: true, atOnce: false })
  expect((await ask((await aBrowserOf(moderator)).cookies, '/')).person).toMatchObject({ first: false, atOnce: true })

  const { id: question } = await aQuestion()
  const { id } = must(await postAnswer(fresh, { question, body: 'My first.' }))
  expect((await ask(cookies, '/')).person?.first).toBe(true)
  must(await decide(moderator, { post: id, decision: 'approve' }))
  expect((await ask(cookies, '/')).person?.first).toBe(false)
})

test('the author’s rules are told at once: who appears at once, and guests’ work', async () => {
  const { cookies } = await aBrowserOf(await aPerson({ trust: 2 }))
  expect([(await ask(cookies, '/')).person?.atOnce, (await ask('', '/')).work]).toEqual([true, null])

  must(await setHouseRules(operator, { firstHeld: 3, work: true }))
  expect([(await ask(cookies, '/')).person?.atOnce, (await ask('', '/')).work?.bits, (await ask(cookies, '/')).work]).toEqual([false, limits.workBits, null])
  must(await setHouseRules(operator, { firstHeld: 2, work: false }))
  expect([(await ask(cookies, '/')).person?.atOnce, (await ask('', '/')).work]).toEqual([true, null])
})
