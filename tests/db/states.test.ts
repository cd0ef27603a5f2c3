/** A random walk over everything that changes a post's state or place: the machine's ways are the only ones, numbers equal rows, nothing
 *  hidden is public anywhere, each undoing restores exactly, and the log tells the state. */
import fc from 'fast-check'
import { asc, eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { counters, decisions, flags, follows, papers, people, posts, postStates, searchRows, spamWords, votes } from '@/db/schema'
import { amendPost } from '@/forum/amending'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { standingDecision } from '@/forum/decisions'
import { examine } from '@/forum/doctor'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { setFollow } from '@/forum/follows'
import { readHome } from '@/forum/home'
import { decide, postDecisions } from '@/forum/moderation'
import { readNotifications } from '@/forum/notifications'
import { askQuestion, setStatus } from '@/forum/questions'
import { search } from '@/forum/search'
import { splitThread } from '@/forum/splitting'
import { leads, transitions } from '@/forum/states'
import type { TransitionName } from '@/forum/states'
import { removeSummary, writeSummary } from '@/forum/summaries'
import { operator } from '@/forum/viewer'
import type { Person, Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { call } from '../support/api'
import { aDatabase } from '../support/database'
import { makeNotices } from '../support/notices'
import { aGuest, aPaper, aPerson, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

type Row = typeof posts.$inferSelect
type Cast = { moderators: Person[]; members: Person[] }
const doings = ['ask', 'answer', 'comment', 'guest', 'vote', 'flag', 'follow', 'delete', 'undelete', 'edit', 'links', 'endorse', 'status', 'close-duplicate', 'summary', 'unsummary', 'amend', 'split', ...postDecisions] as const
const step = fc.record({ what: fc.constantFrom(...doings), who: fc.nat(40), on: fc.nat(300), to: fc.nat(300), back: fc.boolean() })
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('whatever is decided in whatever order, numbers are right, nothing hidden shows, and each undoing restores exactly', { timeout: 240_000 }, async () => {
  const exercised = new Set<string>()
  const restored = new Set<string>()
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 70, maxLength: 110 }), async steps => {
    const cast = { moderators: [await aPerson({ role: 'author' }), await aPerson({ role: 'moderator' })], members: [await aPerson(), await aPerson(), await aPerson({ trust: 0 })] }
    const places = [await aPaper(), await aPaper()]
    for (const paper of places) for (const n of [1, 2]) must(await askQuestion(cast.members[n % 2] ?? operator, { paper: paper.slug, title: `First ${paper.slug} ${n}?`, body: word(`start${paper.id}x${n}`) }))
    await makeNotices()
    for (const [n, one] of steps.entries()) {
      const before = await states(places)
      const snapshot = one.back || rare.includes(one.what) ? await everything(places) : null
      const done = await take(one, n, cast, places)
      if (!done) continue
      exercised.add(one.what)
      await waysAreKnown(before, places)
      if (snapshot !== null && done.undo !== null) {
        const undone = await decide(cast.moderators[0] ?? operator, { post: done.undo, decision: 'undo', number: (await standingDecision(db().read, done.undo))?.id ?? 1 })
        // A decision on the moderator's own post is another's to undo.
        if (undone.ok) restored.add(one.what)
        if (undone.ok) expect(await everything(places), `${one.what} undone`).toEqual(snapshot)
        else expect(['not-allowed', 'appeal-of-own'], `${one.what}: ${undone.error.text}`).toContain(undone.error.code)
      }
    }
    expect(await wrongNumbers()).toEqual([])
    await nothingHiddenShows(places, [...cast.moderators, ...cast.members])
    await logTellsStates(places)
  }), { numRuns: Number(process.env['STATES_RUNS'] ?? 8), seed: Number(process.env['STATES_SEED'] ?? 2_026), endOnFailure: true })
  // A walk that is refused everywhere proves nothing.
  const kinds = ['approve', 'reject', 'hide', 'spam', 'restore', 'move', 'merge', 'to-comment', 'to-answer', 'split', 'amend', 'status', 'summary', 'lock', 'slow']
  expect(kinds.filter(name => !exercised.has(name)), 'never happened').toEqual([])
  expect(kinds.filter(name => !restored.has(name)), 'never undone').toEqual([])
})

test('the machine knows the ways that there are, and no other', () => {
  const ways: [TransitionName, Row['state'], Row['state']][] = []
  for (const name of ['approve', 'reject', 'hide', 'spam', 'restore', 'merge', 'undo', 'hold', 'revise', 'withdraw', 'bring-back', 'empty'] as const) {
    for (const from of postStates) for (const to of postStates) if (leads(name, from, to)) ways.push([name, from, to])
  }
  expect(Object.keys(transitions)).toHaveLength(12)
  expect(ways.filter(([, , to]) => to === 'public').map(([name, from]) => `${name} ${from}`).toSorted()).toEqual(['approve held', 'bring-back deleted', 'restore hidden', 'undo held', 'undo hidden', 'undo public'])
})

test('of many moderators on many items in any order each item is decided once, and log and state agree', { timeout: 60_000 }, async () => {
  const moderators = await Promise.all(Array.from({ length: 4 }, () => aPerson({ role: 'moderator' })))
  const { slug } = await aPaper()
  const { id: question } = must(await askQuestion(await aPerson(), { paper: slug, title: 'Many items?', body: 'Waiting.' }))
  const items: number[] = []
  for (let n = 0; n < 12; n++) items.push(must(await postAnswer(aGuest(), { question, body: `Item ${n}.`, guest: `Gil ${n}` })).id)
  const order = fc.sample(fc.shuffledSubarray(moderators.flatMap(by => items.map(post => ({ by, post }))), { minLength: 48, maxLength: 48 }), { numRuns: 1, seed: 5 })[0] ?? []
  const kinds = ['approve', 'reject', 'hide', 'spam'] as const
  const results = await Promise.all(order.map(async ({ by, post }, n) => ({ post, by, decision: kinds[n % 4] ?? 'approve', result: await decide(by, { post, decision: kinds[n % 4] ?? 'approve', seen: 'held' }) })))
  for (const post of items) {
    const won = results.filter(one => one.post === post && one.result.ok)
    expect(won).toHaveLength(1)
    const told = results.filter(one => one.post === post && !one.result.ok)
    for (const { result } of told) expect(result.ok ? '' : result.error.detail['decided']).toMatchObject({ decision: won[0]?.decision, by: won[0]?.by.name })
    const [row] = await db().read.select({ state: posts.state }).from(posts).where(eq(posts.id, post))
    expect(row?.state).toBe(won[0]?.decision === 'approve' ? 'public' : 'hidden')
    expect((await db().read.select().from(decisions).where(eq(decisions.post, post))).map(one => one.kind)).toEqual([won[0]?.decision])
  }
  expect(await wrongNumbers()).toEqual([])
})

const rare: string[] = ['restore', 'split', 'merge', 'to-answer', 'to-comment']
const word = (text: string) => `Wombat${text}zzz speaks of it.`

/** Does one thing; null where it was refused. `undo`: the post on which what was decided can be undone. */
async function take({ what, who, on, to }: Step, n: number, cast: Cast, places: { id: number; slug: string }[]): Promise<{ undo: number | null } | null> {
  const everybody = [...cast.moderators, ...cast.members]
  const viewer = everybody[who % everybody.length] ?? operator
  const moderator = cast.moderators[who % cast.moderators.length] ?? operator
  const written = await db().read.select().from(posts).where(inArray(posts.paper, places.map(paper => paper.id))).orderBy(asc(posts.id))
  // What is rarely at hand is looked for; for the rest any post will do, and most are refused.
  const fits: Partial<Record<Step['what'], (row: Row) => boolean>> = {
    'to-answer': row => row.kind === 'comment', 'to-comment': row => row.kind === 'answer', restore: row => row.state === 'hidden', approve: row => row.state === 'held',
    split: row => row.kind === 'question' && row.answers > 0,
  }
  const fitting = written.filter(fits[what] ?? (() => true))
  const [post, other, paper] = [fitting[on % Math.max(1, fitting.length)], written[to % written.length], places[to % places.length]]
  if (!post || !other || !paper) return null
  const asked = written.filter(row => row.kind === 'question' && row.state === 'public' && row.id !== (post.question ?? post.id))
  const elsewhere = String(asked[to % Math.max(1, asked.length)]?.id ?? 0)
  const owner: Viewer = everybody.find(one => one.id === post.person) ?? viewer
  const question = post.question ?? post.id
  const body = word(`${n}n${what.replaceAll('-', '')}${on}`)
  const plainly = async (result: Promise<{ ok: boolean }>) => (await result).ok ? { undo: null } : null
  const decided = async (result: Promise<{ ok: boolean }>, at = post.id) => (await result).ok ? { undo: at } : null
  switch (what) {
    case 'ask': return plainly(askQuestion(viewer, { paper: paper.slug, title: `Question ${n} ${word(`t${n}`)}?`, body }))
    case 'answer': return plainly(postAnswer(viewer, { question, body }))
    case 'comment': return plainly(postComment(viewer, { parent: post.id, body }))
    case 'guest': return plainly(postAnswer(aGuest(), { question, body, guest: `Passer ${n}` }))
    case 'vote': return plainly(castVote(viewer, { post: post.id, voted: to % 3 > 0 }))
    case 'flag': return plainly(flagPost(viewer, { post: post.id, reason: 'other' }))
    case 'follow': return plainly(setFollow(viewer, { kind: 'question', id: String(question), following: true }))
    case 'delete': return plainly(deletePost(owner, { post: post.id }))
    case 'undelete': return plainly(undeletePost(owner, { post: post.id }))
    case 'edit': return plainly(editPost(owner, { post: post.id, revision: post.revision, body }))
    case 'links': return plainly(editPost(owner, { post: post.id, revision: post.revision, body: `${body} https://a.example https://b.example https://c.example` }))
    case 'endorse': return plainly(endorseAnswer(cast.moderators[0] ?? operator, { post: post.id, endorsed: to % 2 > 0 }))
    case 'status': return decided(setStatus(moderator, { question, status: (['open', 'answered', 'disputed', 'closed'] as const)[to % 4] ?? 'open', reason: `Because ${n}` }), question)
    case 'close-duplicate': return decided(setStatus(moderator, { question, status: 'closed', closing: { why: 'duplicate', target: other.question ?? other.id } }), question)
    case 'summary': return decided(writeSummary(moderator, { question, seen: written.find(row => row.id === question)?.summary ?? 0, body }), question)
    case 'unsummary': return decided(removeSummary(moderator, { question }), question)
    case 'amend': return decided(amendPost(moderator, { post: post.id, revision: post.revision, body, approve: to % 2 > 0 }))
    case 'split': return decided(splitThread(moderator, { post: question, posts: written.filter(row => row.question === question && row.kind === 'answer').slice(0, 2).map(row => row.id), title: `Split ${n}?`, body }), question)
    case 'move': return decided(decide(moderator, { post: post.id, decision: what, target: post.kind === 'question' ? paper.slug : post.kind === 'answer' ? elsewhere : String(other.id) }))
    case 'merge': return decided(decide(moderator, { post: question, decision: what, target: elsewhere }), question)
    case 'slow': return decided(decide(moderator, { post: post.id, decision: what, minutes: 5 + n }), question)
    case 'lock': case 'unlock': case 'unslow': return decided(decide(moderator, { post: post.id, decision: what }), question)
    case 'undo': return plainly(decide(moderator, { post: post.id, decision: what }))
    default: return decided(decide(moderator, { post: post.id, decision: what, ...(to % 3 === 0 ? { reason: { rule: 'advertising' } } : {}) }))
  }
}

async function states(places: { id: number }[]): Promise<Map<number, Row['state']>> {
  return new Map((await rowsIn(places)).map(row => [row.id, row.state]))
}

async function waysAreKnown(before: Map<number, Row['state']>, places: { id: number }[]): Promise<void> {
  for (const [id, to] of await states(places)) {
    const from = before.get(id)
    if (from === undefined) expect(['public', 'held']).toContain(to)
    else if (from !== to) expect(Object.values(transitions).some(way => way.from.some(one => one === from) && way.to.some(one => one === to)), `${from} → ${to}`).toBe(true)
  }
}

/** All that an undoing must bring back: rows of posts but for their clocks and revision numbers, votes, flags, follows, people, counters, search. */
async function everything(places: { id: number }[]) {
  const on = db().read
  const rows = await rowsIn(places)
  const ids = rows.map(row => row.id)
  return {
    // The question that a splitting made stays as a withdrawn one; only public answers have an order.
    posts: rows.filter(row => row.kind !== 'question' || row.state !== 'deleted')
      .map(row => row.kind === 'answer' && row.state === 'public' ? row : { ...row, voters: 0, rank: 0 })
      .map(row => without(row, 'activeAt', 'revision', 'editedAt', 'scoredAt', 'scoredLate', 'screening', 'editedBy', 'renderer')),
    votes: await on.select().from(votes).where(inArray(votes.post, ids)).orderBy(asc(votes.post), asc(votes.person)),
    flags: await on.select().from(flags).where(inArray(flags.post, ids)).orderBy(asc(flags.id)),
    follows: await on.select().from(follows).orderBy(asc(follows.person), asc(follows.target)),
    people: await on.select().from(people).orderBy(asc(people.id)),
    papers: (await on.select().from(papers).orderBy(asc(papers.id))).map(paper => without(paper, 'activeAt', 'nextQuestion')),
    counters: await on.select().from(counters).orderBy(asc(counters.name)),
    words: (await on.select().from(spamWords)).map(one => `${one.word} ${one.spam} ${one.fair}`).toSorted(),
    search: (await on.select().from(searchRows).orderBy(asc(searchRows.post))).map(found => without(found, 'id')),
  }
}

/** A row without what an undoing does not bring back: clocks, numbers that only grow. */
function without(row: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))
}

async function rowsIn(places: { id: number }[]): Promise<Row[]> {
  return db().read.select().from(posts).where(inArray(posts.paper, places.map(paper => paper.id))).orderBy(asc(posts.id))
}

// Papers that tests write have no search row.
async function wrongNumbers() {
  return (await examine({ now: new Date(), serverRuns: false })).filter(fault => !fault.what.includes('search') && !fault.what.includes('found by'))
}

async function nothingHiddenShows(places: { id: number; slug: string }[], readers: Person[]): Promise<void> {
  const rows = await rowsIn(places)
  const secret = rows.filter(row => row.state !== 'public' && row.mergedInto === null).map(row => /Wombat\w+zzz/.exec(row.body)?.[0] ?? '').filter(text => text !== '')
  const shown: string[] = [JSON.stringify(await readHome())]
  for (const row of rows.filter(one => one.kind === 'question')) for (const path of [`/questions/${row.id}`, `/questions/${row.id}.md`, `/posts/${row.id}`]) shown.push(JSON.stringify((await call('GET', path)).json))
  for (const { slug } of places) shown.push(JSON.stringify((await call('GET', `/papers/${slug}/questions?limit=100`)).json))
  shown.push(JSON.stringify((await call('GET', '/events?limit=100')).json))
  await makeNotices()
  for (const reader of readers) shown.push(JSON.stringify((await readNotifications(reader.id, { limit: 500 })).items))
  const all = shown.join('\n')
  const visible = rows.filter(row => row.state === 'public').map(row => /Wombat\w+zzz/.exec(row.body)?.[0] ?? '')
  for (const text of secret.filter(one => !visible.includes(one))) {
    expect(all.includes(text), text).toBe(false)
    expect((await search({ q: text })).hits, text).toEqual([])
  }
  expect(visible.some(text => text !== '' && all.includes(text))).toBe(true)
}

/** A hidden post has a standing decision that hid it; a public or held one has none that stands last. */
async function logTellsStates(places: { id: number }[]): Promise<void> {
  const takesDown = ['reject', 'hide', 'spam', 'merge']
  const judges = [...takesDown, 'approve', 'trust', 'restore']
  for (const row of await rowsIn(places)) {
    const all = await db().read.select().from(decisions).where(eq(decisions.post, row.id)).orderBy(asc(decisions.id))
    const undone = new Set(all.filter(one => one.kind === 'undo').map(one => one.undoes))
    const last = all.filter(one => judges.includes(one.kind) && !undone.has(one.id) && !(one.kind === 'reject' && one.before?.revision === 0)).at(-1)
    const state = row.state === 'deleted' ? row.deletedFrom ?? 'deleted' : row.state
    if (state === 'hidden') expect(takesDown, `post ${row.id}: ${last?.kind ?? 'none'}`).toContain(last?.kind)
    if (state === 'public' && last) expect(takesDown, `post ${row.id}`).not.toContain(last.kind)
    const standing = await standingDecision(db().read, row.id)
    if (standing) expect(undone.has(standing.id)).toBe(false)
  }
}
