/** Whatever people do, in whatever order, the numbers that pages show are what the rows say. */
import fc from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { guests, people, posts } from '@/db/schema'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { closeAccount } from '@/forum/closing'
import { postComment } from '@/forum/comments'
import { addTo, readCounter, readCounters } from '@/forum/counters'
import { examine, mendSite } from '@/forum/doctor'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { receiptSecret } from '@/forum/guests'
import { decide } from '@/forum/moderation'
import { askQuestion, setStatus } from '@/forum/questions'
import { claimReceipt } from '@/forum/receipts'
import { operator } from '@/forum/viewer'
import type { Person, Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { importList } from '@/reading-list/apply'
import { aDatabase } from '../support/database'
import { aGuest, aPaper, aPerson, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

// Papers that tests write have no search row.
const counted = async () => (await examine({ now: new Date(), serverRuns: false })).filter(fault => !fault.what.includes('search') && !fault.what.includes('found by'))

const kinds = ['ask', 'answer', 'comment', 'guest', 'vote', 'unvote', 'flag', 'approve', 'reject', 'hide', 'restore', 'delete', 'undelete', 'edit', 'links', 'endorse', 'unendorse', 'status', 'claim', 'import', 'close'] as const
const step = fc.record({ kind: fc.constantFrom(...kinds), who: fc.nat(30), what: fc.nat(200), how: fc.nat(10) })
type Step = { kind: (typeof kinds)[number]; who: number; what: number; how: number }

test('after any hundred things that people do, no counter is wrong', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 100 }), async steps => {
    const cast = [await aPerson({ role: 'author' }), await aPerson({ role: 'moderator' }), await aPerson(), await aPerson(), await aPerson({ trust: 0 }), await aPerson({ trust: 0 })]
    const paper = await aPaper()
    must(await askQuestion(cast[2] ?? operator, { paper: paper.slug, title: 'The first?', body: 'It is asked.' }))
    for (const [n, one] of steps.entries()) await take(one, n, cast, paper)

    expect(await counted()).toEqual([])
  }), { numRuns: 4, endOnFailure: true })
})

/** Does one thing, or is refused: both must leave every number right. */
async function take({ kind, who, what, how }: Step, n: number, cast: Person[], paper: { id: number; slug: string }): Promise<void> {
  const viewer = cast[who % cast.length] ?? cast[0]
  const moderator = cast[who % 2]
  const written = await db().read.select().from(posts).where(eq(posts.paper, paper.id)).orderBy(asc(posts.id))
  const post = written[what % written.length]
  if (!viewer || !moderator || !post) return
  const owner: Viewer = cast.find(one => one.id === post.person) ?? viewer
  const reason = { text: 'So it is.' }
  switch (kind) {
    case 'ask': await askQuestion(viewer, { paper: paper.slug, title: `Question ${n}?`, body: 'It is asked.' }); return
    case 'answer': await postAnswer(viewer, { question: post.question ?? post.id, body: `Answer ${n}.` }); return
    case 'comment': await postComment(viewer, { parent: post.id, body: `Remark ${n}.` }); return
    case 'guest': await postAnswer(aGuest(), { question: post.question ?? post.id, body: `Guest ${n}.`, guest: `Passer ${n}` }); return
    case 'vote': await castVote(viewer, { post: post.id, voted: true }); return
    case 'unvote': await castVote(viewer, { post: post.id, voted: false }); return
    case 'flag': await flagPost(viewer, { post: post.id, reason: 'other' }); return
    case 'approve': case 'reject': case 'hide': case 'restore': await decide(moderator, { post: post.id, decision: kind, reason }); return
    case 'delete': await deletePost(owner, { post: post.id }); return
    case 'undelete': await undeletePost(owner, { post: post.id }); return
    case 'edit': await editPost(owner, { post: post.id, revision: post.revision, body: `Edited ${n}.` }); return
    case 'links': await editPost(owner, { post: post.id, revision: post.revision, body: `https://a.example/${n} https://b.example/${n} https://c.example/${n}` }); return
    case 'endorse': case 'unendorse': await endorseAnswer(cast[0] ?? viewer, { post: post.id, endorsed: kind === 'endorse' }); return
    case 'status': await setStatus(moderator, { question: post.question ?? post.id, status: (['open', 'answered', 'disputed', 'closed'] as const)[how % 4] ?? 'open' }); return
    case 'claim': await claim(viewer, post.guest); return
    case 'import': await importList(lists[how % lists.length] ?? '', operator, { dryRun: false }); return
    case 'close': if (how === 0 && cast.length > 4) await closeAccount({ ...(cast.pop() ?? viewer), provedAt: new Date() }, { posts: who % 2 === 0 ? 'keep' : 'empty' })
  }
}

async function claim(viewer: Person, guest: number | null): Promise<void> {
  const [row] = await db().read.select({ nonce: guests.nonce }).from(guests).where(eq(guests.id, guest ?? 0))
  if (row) await claimReceipt(viewer, { secret: receiptSecret(row.nonce) })
}

const lists = [
  '# Sea\n\n- Waves :+1:\n  - Question 1: Are they high?\n- Tides\n  - Question 1: Why twice a day?\n',
  '# Sea\n\n- Tides\n  - Question 1: Why twice a day?\n\n# Land\n\n- Waves :+1:\n  - Question 1: Are they high?\n',
  '# Land\n\n- Tides\n',
]

test('a counter that is wrong is named and mended', async () => {
  const writer = await aPerson()
  await db().write(async tx => {
    await tx.update(people).set({ upvotes: 7, hidden: 2 }).where(eq(people.id, writer.id))
    await addTo(tx, 'held', 3)
  })
  expect((await counted()).map(fault => fault.what)).toEqual([`people.upvotes is not what its rows say on ${writer.id}.`, `people.hidden is not what its rows say on ${writer.id}.`, 'The counter “held” is not what its rows say.'])

  must(await mendSite(operator, {}))

  expect(await counted()).toEqual([])
})

test('a counter that nobody has written yet is nought, and all of them are read at once', async () => {
  const before = await readCounter(db().read, 'flagged')
  await db().write(async tx => { await addTo(tx, 'flagged', 2) })
  expect(await readCounter(db().read, 'flagged')).toBe(before + 2)
  expect((await readCounters(db().read)).flagged).toBe(before + 2)
  await db().write(async tx => { await addTo(tx, 'flagged', -2) })
})
