import { and, eq, gt } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db'
import { events, neighbours, papers, posts, searchRows, searchWords, settings, topics } from '@/db/schema'
import { gather } from '@/forum/dependencies'
import type { Dependency } from '@/forum/dependencies'
import { deletePost, editPost } from '@/forum/edits'
import { beginFollowing } from '@/forum/log-followers'
import { decide } from '@/forum/moderation'
import { mark, neighbourMarker, nextMarks, unmark } from '@/forum/neighbour-marks'
import { coVoted } from '@/forum/neighbour-ties'
import { workOutNeighbours } from '@/forum/neighbour-work'
import { papersNear, relatedQuestions } from '@/forum/neighbours'
import { indexPaper } from '@/forum/search-rows'
import { castVote } from '@/forum/votes'
import { aDatabase } from '../support/database'
import { followToEnd } from '../support/log'
import { queriesOf } from '../support/queries'
import { aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'

aDatabase()

const day = 24 * 3_600_000
let later = Date.now()

/** What follows from the log, and then all that is due; each time on another day, so that a whole round goes too. */
async function settle(now = new Date(later += 2 * day)): Promise<void> {
  await followToEnd(neighbourMarker, now)
  while (await workOutNeighbours(now) > 0);
}

/** Only what the log asks for: no round is due. */
async function follow(): Promise<void> {
  const now = new Date(later)
  await followToEnd(neighbourMarker, now)
  while (await workOutNeighbours(now) > 0);
}

const idsNear = async (question: number) => (await relatedQuestions(question)).map(one => one.id)
const changesTold = async () => (await db().read.select({ id: events.id }).from(events).where(eq(events.kind, 'neighbours.changed'))).length
const noise = (n: number) => `Unrelated matter ${n}: ${['gears', 'rivers', 'violins', 'harbours', 'kettles', 'meadows'][n % 6] ?? ''} of the ${['seventh', 'eighth', 'tenth'][n % 3] ?? ''} kind.`

const subjects = [['bootstrapping', 'label noise'], ['ferrofluids', 'spiked plates'], ['heliostats', 'molten salts'], ['palimpsests', 'iron inks'], ['trebuchets', 'hinged slings'], ['lichens', 'granite walls'], ['sextants', 'lunar tables'], ['theremins', 'beating tones'], ['zeolites', 'caged ions']] as const
let taken = 0

/** Two questions of one subject on papers of their own, which no other question has, and some of none. */
async function twoAlike() {
  const [thing, matter] = subjects[taken++] ?? ['', '']
  const about = `${thing} and ${matter}`
  const one = await aQuestion({ title: `Does ${thing} help against ${matter}?`, body: `The ${matter} is symmetric here, and ${thing} changes that.` })
  const other = await aQuestion({ title: `When does ${matter} defeat ${thing}?`, body: `I mean what ${thing} mixes.` })
  for (let n = 0; n < 3; n++) await aQuestion({ title: noise(n), body: noise(n + 3) })
  return { one: one.id, other: other.id, about }
}

beforeEach(async () => { await beginFollowing(neighbourMarker, new Date()) })

describe('related questions', () => {
  test('share words, which are told as they were written; each is the other’s', async () => {
    const { one, other } = await twoAlike()
    await settle()

    expect(await idsNear(one)).toContain(other)
    expect(await idsNear(other)).toContain(one)
    const [why] = (await relatedQuestions(one)).filter(related => related.id === other).map(related => related.why)
    expect(why?.words).toContain('bootstrapping')
    expect(why?.words).toContain('label noise')
    expect(why).toMatchObject({ voters: 0, people: [], mentioned: false })
  })

  test('every word told stands in both texts', async () => {
    await settle()
    const rows = await db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), gt(neighbours.other, 0)))
    expect(rows.length).toBeGreaterThan(0)
    for (const { one, other, why } of rows) {
      const texts = await db().read.select({ title: searchRows.title, body: searchRows.body }).from(searchRows).where(eq(searchRows.post, one))
      const others = await db().read.select({ title: searchRows.title, body: searchRows.body }).from(searchRows).where(eq(searchRows.post, other))
      for (const word of why.words.flatMap(phrase => phrase.toLowerCase().split(' '))) {
        expect(` ${texts[0]?.title ?? ''} ${texts[0]?.body ?? ''} `).toContain(` ${word} `)
        expect(` ${others[0]?.title ?? ''} ${others[0]?.body ?? ''}`).toContain(` ${word.slice(0, 4)}`)
      }
    }
  })

  test('a new one is there soon after it was asked, and in the lists of those that it is near to, without a round', async () => {
    const { one, about } = await twoAlike()
    await settle()
    const late = await aQuestion({ title: `Once more: ${about}`, body: `Do ${about} go together?` })
    await follow()

    expect(await idsNear(late.id)).toContain(one)
    expect(await idsNear(one)).toContain(late.id)
  })

  test('one that is hidden is nobody’s at once, leaves no row, and comes back', async () => {
    const { one, other } = await twoAlike()
    await settle()
    const moderator = await aPerson({ role: 'moderator' })

    must(await decide(moderator, { post: other, decision: 'hide', reason: { text: 'Off topic.' } }))
    expect(await idsNear(one)).not.toContain(other)
    await follow()
    expect(await db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), eq(neighbours.other, other)))).toEqual([])
    expect(await db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), eq(neighbours.one, other)))).toEqual([])
    expect(await idsNear(one)).not.toContain(other)

    must(await decide(moderator, { post: other, decision: 'restore' }))
    await follow()
    expect(await idsNear(one)).toContain(other)
    expect(await idsNear(other)).toContain(one)
  })

  test('one that is held is never one', async () => {
    const { one, about } = await twoAlike()
    const held = await aQuestion({ by: await aPerson({ trust: 0 }), title: `Held: ${about}`, body: `Why ${about}?` })
    const [row] = await db().read.select({ state: posts.state }).from(posts).where(eq(posts.id, held.id))
    expect(row?.state).toBe('held')
    await settle()

    expect(await idsNear(one)).not.toContain(held.id)
    expect(await idsNear(held.id)).toEqual([])
  })

  test('an edit that takes the shared words away takes the neighbour and the words away', async () => {
    const asker = await aPerson()
    const paper = await aPaper()
    const one = await aQuestion({ by: asker, title: 'What do quaternions add to the wavelets?', body: 'Quaternions and wavelets together.', paper })
    const other = await aQuestion({ title: 'Wavelets over quaternions', body: 'Are quaternions needed for wavelets?' })
    await settle()
    expect(await idsNear(other.id)).toContain(one.id)

    must(await editPost(asker, { post: one.id, revision: 1, title: 'Withdrawn thought', body: 'Please disregard it.' }))
    await follow()
    expect(await idsNear(other.id)).not.toContain(one.id)
    must(await deletePost(asker, { post: one.id }))
    await follow()
    expect(await db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), eq(neighbours.one, one.id)))).toEqual([])
  })

  test('are at most five, however many are alike', async () => {
    const first = await aQuestion({ title: 'Ergodic measures on solenoids', body: 'Ergodic, solenoids.' })
    for (let n = 0; n < 8; n++) await aQuestion({ title: `Ergodic solenoids, case ${n}`, body: 'Solenoids with ergodic measures.' })
    await settle()

    expect(await idsNear(first.id)).toHaveLength(5)
    expect((await queriesOf(() => relatedQuestions(first.id))).length).toBe(1)
  })

  test('a word that stands everywhere says less than a rare one', async () => {
    await db().write(async tx => { await tx.insert(searchWords).values([{ word: 'gradient', rows: 100_000 }, { word: 'descent', rows: 100_000 }, { word: 'symplect', rows: 2 }, { word: 'foliat', rows: 2 }]).onConflictDoNothing() })
    const one = await aQuestion({ title: 'Symplectic foliations of gradient descent', body: 'Gradient descent on symplectic foliations.' })
    const common = await aQuestion({ title: 'Gradient descent in general', body: 'Does gradient descent stop?' })
    const rare = await aQuestion({ title: 'Foliations that are symplectic', body: 'Symplectic foliations only.' })
    await settle()

    const near = await idsNear(one.id)
    expect(near[0]).toBe(rare.id)
    expect(near).not.toContain(common.id)
  })
})

describe('people who voted in both', () => {
  test('count from three on, as a number', async () => {
    const [one, other] = [await aQuestion({ title: 'Alpine marmots that whistle', body: 'Whistles.' }), await aQuestion({ title: 'Sleep of alpine marmots', body: 'Winters.' })]
    const answer = await anAnswer({ question: other.id })
    const voters = [await aPerson(), await aPerson(), await aPerson()]
    for (const voter of voters.slice(0, 2)) {
      must(await castVote(voter, { post: one.id, voted: true }))
      must(await castVote(voter, { post: answer.id, voted: true }))
    }
    await settle()
    expect(await idsNear(one.id)).toContain(other.id)
    const rows = () => db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), gt(neighbours.other, 0)))
    expect((await rows()).filter(row => row.why.voters > 0)).toEqual([])

    const [, , third] = voters
    if (!third) throw new Error('nobody voted')
    must(await castVote(third, { post: one.id, voted: true }))
    must(await castVote(third, { post: answer.id, voted: true }))
    expect([...await coVoted('question', one.id)]).toEqual([[other.id, 3]])
    expect([...await coVoted('paper', one.paper.id)]).toEqual([[other.paper.id, 3]])
    await settle()
    expect((await relatedQuestions(one.id)).map(related => related.why.voters)).toEqual([3])
    const words = JSON.stringify(await rows())
    for (const voter of voters) expect(words).not.toContain(voter.name)
  })
})

describe('papers near one', () => {
  async function aWrittenPaper(title: string, authors: string[], topic: number | null = null) {
    const paper = await aPaper({ title })
    await db().write(async tx => {
      await tx.update(papers).set({ authors, topic }).where(eq(papers.id, paper.id))
      await indexPaper(tx, paper.id)
    })
    return paper
  }

  test('share people by their whole names, words and a topic', async () => {
    const [topic] = await db().write(async tx => tx.insert(topics).values({ slug: 'dynamics', title: 'Dynamics', titleHtml: 'Dynamics', position: 1, createdAt: new Date() }).returning())
    const one = await aWrittenPaper('Turbulence closures for plasmas', ['Zoë Quist', 'A. Li'], topic?.id ?? null)
    const same = await aWrittenPaper('Plasmas without turbulence closures', ['Zoë Quist'], topic?.id ?? null)
    const initials = await aWrittenPaper('Knitting patterns', ['A. Li'])
    await settle()

    const near = await papersNear(one.id)
    expect(near[0]).toMatchObject({ id: same.id, why: { people: ['Zoë Quist'], topic: true } })
    expect(near[0]?.why.words.join(' ')).toContain('turbulence')
    expect(near.map(paper => paper.id)).not.toContain(initials.id)
    expect((await queriesOf(() => papersNear(one.id))).length).toBe(1)
  })

  test('one that has left the list is none', async () => {
    const one = await aWrittenPaper('Lattice gauge glaciers', ['Ida Holm'])
    const gone = await aWrittenPaper('Glaciers on a lattice gauge', ['Ida Holm'])
    await settle()
    expect((await papersNear(one.id)).map(paper => paper.id)).toContain(gone.id)
    await db().write(async tx => { await tx.update(papers).set({ onList: false }).where(eq(papers.id, gone.id)) })
    expect((await papersNear(one.id)).map(paper => paper.id)).not.toContain(gone.id)
  })
})

describe('the work', () => {
  test('leaves an event only where a list reads otherwise, and none in the public log', async () => {
    await twoAlike()
    await settle()
    const told = await changesTold()
    expect(told).toBeGreaterThan(0)
    await settle()
    expect(await changesTold()).toBe(told)
    const shown = await db().read.select({ id: events.id }).from(events).where(and(eq(events.kind, 'neighbours.changed'), eq(events.public, true)))
    expect(shown).toEqual([])
  })

  test('that was broken off between marking and working out is done later', async () => {
    const { one, about } = await twoAlike()
    await settle()
    const late = await aQuestion({ title: `After a crash: ${about}`, body: `Still ${about}.` })
    await followToEnd(neighbourMarker, new Date(later))
    // The process dies here: another one finds the marks.
    expect(await db().read.select().from(neighbours).where(and(eq(neighbours.kind, 'question'), eq(neighbours.one, late.id), eq(neighbours.other, 0)))).toHaveLength(1)
    expect(await idsNear(late.id)).toEqual([])
    while (await workOutNeighbours(new Date(later)) > 0);
    expect(await idsNear(late.id)).toContain(one)
    expect(await db().read.select().from(neighbours).where(eq(neighbours.other, 0))).toEqual([])
  })

  test('of a mark that was made anew meanwhile is done once more', async () => {
    const { id } = await aQuestion()
    await settle()
    await db().write(async tx => { await mark(tx, 'question', [id], 10) })
    const [seen] = await nextMarks(db().read, 1)
    await db().write(async tx => { await mark(tx, 'question', [id], -12) })
    await db().write(async tx => { await unmark(tx, 'question', id, seen?.version ?? 0) })
    expect(await nextMarks(db().read, 1)).toEqual([{ kind: 'question', one: id, version: 12 }])
    await settle()
  })

  test('is done in bites, whatever there is', async () => {
    for (let n = 0; n < 25; n++) await aQuestion({ title: noise(n), body: noise(n + 1) })
    await followToEnd(neighbourMarker, new Date(later))
    const bites: number[] = []
    for (let done = await workOutNeighbours(new Date(later)); done > 0; done = await workOutNeighbours(new Date(later))) bites.push(done)
    expect(bites.length).toBeGreaterThan(2)
    expect(Math.max(...bites)).toBeLessThanOrEqual(10)
  })

  test('begins by itself on a site that has no rows, as after an upgrade', async () => {
    const { one, other } = await twoAlike()
    await settle()
    await db().write(async tx => {
      await tx.delete(neighbours)
      await tx.delete(settings).where(eq(settings.key, 'neighbours'))
    })
    expect(await idsNear(one)).toEqual([])
    while (await workOutNeighbours(new Date(later)) > 0);
    expect(await idsNear(one)).toContain(other)
    // And then rests.
    expect(await workOutNeighbours(new Date(later))).toBe(0)
  })

})

test('a page names those that it shows, those too that are hidden and may come back', async () => {
  const { one, other } = await twoAlike()
  await settle()
  must(await decide(await aPerson({ role: 'moderator' }), { post: other, decision: 'hide', reason: { text: 'For a while.' } }))
  const names = new Set<Dependency>()
  await gather(names, () => relatedQuestions(one))
  expect([...names]).toContain(`near-question:${one}`)
  expect([...names]).toContain(`line:${other}`)
})
