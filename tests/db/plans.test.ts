/** Every reader goes by an index that ends where it ends, on both engines, with a site of some thousand posts. */
import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { randomSecret, secretHash } from '@/config/secret'
import { db, run } from '@/db'
import { follows, notifications, papers, people, posts, spamWords, topics } from '@/db/schema'
import { listDrafts } from '@/forum/drafts'
import { readFeed } from '@/forum/feeds'
import { readOwnFeed } from '@/forum/own-feed'
import { listDevices } from '@/forum/push'
import { followedOn, listFollowed } from '@/forum/following'
import { readHome } from '@/forum/home'
import { listOpenQuestions, listQuestionsOf, listRecentAnswers } from '@/forum/lists'
import { countOpenByExpert, countOpenByTopic, openOrderNames } from '@/forum/open-questions'
import { directions, paperSorts } from '@/forum/paper-orders'
import { readOverview } from '@/forum/paper-overview'
import { readNotifications, shows } from '@/forum/notifications'
import { findPlacedPost, findPost } from '@/forum/one-post'
import { readOverlay } from '@/forum/overlay'
import { findPaper, listPapers, listVenues } from '@/forum/papers'
import { findPerson } from '@/forum/persons'
import { publicEventsAfter } from '@/forum/public-log'
import { countWaiting, readLog, readQueue } from '@/forum/queue'
import { readLeft } from '@/forum/returning'
import { readRevisions } from '@/forum/revisions'
import { lookAt } from '@/forum/screening/looking'
import { seedSite } from '@/forum/seeding'
import { readSite } from '@/forum/site'
import { readSitemap, readSitemapPart } from '@/forum/sitemap'
import { placeOf, readThread } from '@/forum/threads'
import { findTopic, listTopics } from '@/forum/topics'
import { nobody, operator } from '@/forum/viewer'
import type { Person, Viewer } from '@/forum/viewer'
import { aDatabase, engine } from '../support/database'
import { judgePlan } from '../support/plans'
import { queriesOf } from '../support/queries'
import { aGuest, aPerson, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

const place = { slug: '', number: 0, id: 0, paper: 0, last: 0, topic: '', above: 'above', handle: '', reader: 0 }

beforeAll(async () => {
  must(await seedSite(operator, { papers: 40, questions: 200, answers: 1_200, users: 60, rng: 'plans' }))
  const on = db().read
  const [long] = await on.select({ id: posts.id, number: posts.number, paper: papers.id, slug: papers.slug, topic: topics.slug }).from(posts)
    .innerJoin(papers, eq(papers.id, posts.paper)).innerJoin(topics, eq(topics.id, papers.topic)).where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(desc(posts.answers)).limit(1)
  const [last] = await on.select({ id: posts.id }).from(posts).where(and(eq(posts.question, long?.id ?? 0), eq(posts.kind, 'answer'), eq(posts.state, 'public'))).orderBy(asc(posts.rank), desc(posts.id)).limit(1)
  const [writer] = await on.select({ handle: people.handle }).from(people).where(gt(people.answers, 0)).orderBy(desc(people.answers)).limit(1)
  Object.assign(place, long, { number: long?.number ?? 0, last: last?.id ?? 0, handle: writer?.handle ?? '' })
  const reader = await aPerson()
  place.reader = reader.id
  nobodyElse = reader
  const answered = await on.select({ id: posts.id, question: posts.question, paper: posts.paper }).from(posts).where(eq(posts.kind, 'answer')).orderBy(asc(posts.id)).limit(800)
  await db().write(async tx => {
    const [above] = await tx.insert(topics).values({ slug: place.above, title: 'Above', titleHtml: 'Above', position: 99, createdAt: new Date() }).returning()
    await tx.update(topics).set({ parent: above?.id ?? null }).where(eq(topics.slug, place.topic))
    await tx.update(posts).set({ expertise: 'Measure theory' }).where(eq(posts.id, long?.id ?? 0))
    for (const [n, { id, question, paper }] of answered.entries()) await tx.insert(notifications).values({ person: n % 3 === 0 ? reader.id : 1 + n % 50, event: n + 1, kind: 'answer', post: id, question, paper, createdAt: new Date() })
    await tx.insert(follows).values(answered.filter((_, n) => n % 10 === 0).map(({ id }) => ({ person: reader.id, kind: 'question', target: id, createdAt: new Date() })))
  })
  if (engine === 'postgres') await db().write(async tx => { await run(tx, sql`analyze`) })
}, 120_000)

let nobodyElse: Person
const thread = (more: object) => readThread({ slug: place.slug, number: place.number, limit: 20, ...more })
const orders = ['ranked', 'newest', 'oldest'] as const

/** Reads the first page, the one after it, and where there is one the page before that. */
async function pagesOf(order: (typeof orders)[number]): Promise<void> {
  const first = await thread({ order })
  if (!first || !('found' in first)) throw new Error('no thread')
  const second = await thread({ order, after: first.found.next })
  if (!second || !('found' in second) || second.found.previous === null) throw new Error('no second page')
  await thread({ order, before: second.found.previous })
}

async function twoPages(read: (after: string | null) => Promise<{ next: string | null } | null>): Promise<void> {
  const next = (await read(null))?.next ?? null
  expect(next).not.toBeNull()
  await read(next)
}

const readings: Record<string, () => Promise<unknown>> = {
  'notifications of each kind': async () => { for (const shown of shows) await readNotifications(place.reader, { shows: shown, limit: 10 }) },
  'what somebody follows': () => listFollowed(place.reader),
  'whether a page’s thing is followed': async () => {
    const reader: Viewer = { ...nobodyElse, id: place.reader }
    for (const path of [`/papers/${place.slug}/questions/${place.number}`, `/papers/${place.slug}`, `/topics/${place.topic}`, `/people/${place.handle}`, '/']) await followedOn(reader, path)
  },
  'the front page': () => readHome(),
  'the site’s own words': () => readSite(),
  'papers': () => twoPages(after => listPapers({ after, limit: 10 })),
  'papers in each order, both ways': async () => {
    for (const sort of paperSorts) for (const dir of directions) await twoPages(after => listPapers({ sort, dir, after, limit: 10 }))
  },
  'papers narrowed in every way, in each order': async () => {
    for (const sort of paperSorts) await listPapers({ sort, topic: place.topic, rating: 'up', open: true, venue: 'c', from: 2_000, to: 2_030, title: 'a', limit: 10 })
  },
  'venues to choose from': () => listVenues(50),
  'papers from afar': () => readOverview(),
  'how many open questions there are of each topic and expert': async () => { await countOpenByTopic(); await countOpenByExpert() },
  'papers of a topic': () => listPapers({ topic: place.topic, limit: 10 }),
  'papers rated up': () => listPapers({ rating: 'up', limit: 10 }),
  'papers without a mark': () => listPapers({ rating: 'none', limit: 10 }),
  'papers with open questions': () => twoPages(after => listPapers({ open: true, after, limit: 5 })),
  'papers, also those off the list': () => listPapers({ all: true, limit: 10 }),
  'a paper': () => findPaper(place.slug),
  'a paper that is not there': () => findPaper('no-such-paper'),
  'a paper’s questions': async () => { for (const order of ['number', 'anchor', 'activity'] as const) await listQuestionsOf(place.slug, order) },
  'a thread, ranked': () => pagesOf('ranked'),
  'a thread, newest first': () => pagesOf('newest'),
  'a thread, oldest first': () => pagesOf('oldest'),
  'a thread from one of its posts': async () => { for (const order of orders) await thread({ order, post: place.last }) },
  'a thread for a moderator': async () => readThread({ slug: place.slug, number: place.number }, await aPerson({ role: 'moderator' })),
  'what a member left in a thread': async () => readLeft(await aPerson(), { slug: place.slug, number: place.number }),
  'a member’s drafts': async () => listDrafts((await aPerson()).id),
  'a thread that is not there': () => readThread({ slug: place.slug, number: 9_999 }),
  'where a post stands': () => placeOf(place.last, nobody),
  'a post': () => findPost(place.last, nobody),
  'a post with its place': () => findPlacedPost(place.last, nobody),
  'a post’s former texts': () => readRevisions(place.last, nobody),
  'open questions by votes': () => twoPages(after => listOpenQuestions({ order: 'votes', after, limit: 5 })),
  'open questions, newest first': () => twoPages(after => listOpenQuestions({ order: 'newest', after, limit: 5 })),
  'open questions, unanswered first': () => twoPages(after => listOpenQuestions({ order: 'unanswered', after, limit: 5 })),
  'open questions, those that wait longest first': () => twoPages(after => listOpenQuestions({ order: 'waiting', after, limit: 5 })),
  'open questions of a topic': async () => { for (const order of openOrderNames) await listOpenQuestions({ order, topic: place.topic, limit: 5 }) },
  'open questions of a topic with others under it, of a status, for an expert': async () => { for (const order of openOrderNames) await listOpenQuestions({ order, topic: place.above, status: 'open', expert: 'measure-theory', limit: 5 }) },
  'the latest answers': () => listRecentAnswers({ limit: 10 }),
  'topics': () => listTopics(),
  'a topic': () => findTopic(place.topic),
  'a person': async () => { for (const kind of ['answers', 'questions', 'comments'] as const) await findPerson(place.handle, { kind }) },
  'a person’s later pages': () => twoPages(async after => { const person = await findPerson(place.handle, { kind: 'answers', after }); return person && 'found' in person ? person.found : null }),
  'the site’s feed': () => readFeed({ of: 'site' }),
  'the feed of open questions': () => readFeed({ of: 'questions' }),
  'a paper’s feed': () => readFeed({ of: 'paper', slug: place.slug }),
  'a thread’s feed': () => readFeed({ of: 'question', slug: place.slug, number: place.number }),
  'a topic’s feed': () => readFeed({ of: 'topic', slug: place.topic }),
  'the feed of a topic with others under it': () => readFeed({ of: 'topic', slug: place.above }),
  'a person’s feed': () => readFeed({ of: 'person', handle: place.handle }),
  'one’s devices': async () => listDevices((await aPerson()).id),
  'one’s notifications as a feed': async () => {
    const secret = randomSecret()
    await db().write(async tx => { await tx.update(people).set({ feedHash: secretHash(secret) }).where(eq(people.id, place.reader)) })
    expect((await readOwnFeed(secret))?.entries.length).toBeGreaterThan(0)
  },
  'the sitemap': async () => { await readSitemap(); await readSitemap({ lines: 10, papers: 1_000, people: 1_000 }); for (const part of ['0', '1', 'people-1']) await readSitemapPart(part) },
  'the overlay of a member': async () => readOverlay(await aPerson(), place),
  'the overlay of a guest': () => readOverlay(aGuest(), place),
  'the overlay of a moderator': async () => readOverlay(await aPerson({ role: 'moderator' }), place),
  'the queue': async () => { for (const filter of ['waiting', 'held', 'flagged', 'edits', 'appeals', 'spam', 'hidden'] as const) must(await readQueue(operator, { filter, limit: 10 })) },
  'looking at a new text': async () => {
    await db().write(async tx => { await tx.insert(spamWords).values({ word: '', spam: 50, fair: 50 }).onConflictDoNothing() })
    const text = { title: null, body: 'A text that is long enough to be compared with others by all of its words, of which there are some.' }
    for (const viewer of [aGuest(), await aPerson()]) for (const under of [{ post: place.last }, { paper: 1 }]) await lookAt(viewer, text, 0, under, new Date())
  },
  'how many wait': () => countWaiting(),
  'the moderation log': async () => must(await readLog(operator)),
  'the public log': () => publicEventsAfter(0, 50),
}

/** What stays, and why it does not grow with the site. */
const overlay = [
  // One reader's posts in one thread, in the order of their ids.
  /^USE TEMP B-TREE FOR ORDER BY$/,
  // How many wait before one's own post is counted up to a bound, from an index that holds only what waits.
  /^SCAN older$/, /^it counts/,
]
const ofExperts = [/^SCAN wanted$/, /^it counts/]
const ofQueue = [/posts_(held|flagged|proposed|appealed|risky)/, /^it counts/]
// Nothing mentions anything here, so PostgreSQL looks at a table without rows by whatever index.
// What mentions a post is put in order by itself: as many as mention what the page shows.
const empty = engine === 'postgres' ? [/^Index Scan mentions mentions_pkey$/, /^(Incremental )?Sort of mentions$/] : [/^SCAN newest$/, /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/]
const known: Record<string, RegExp[]> = {
  // What one person follows, put in order: as much as that person follows.
  'what somebody follows': [/^USE TEMP B-TREE FOR ORDER BY$/, /^Sort of follows/, /follows_target/],
  // The table of decisions is empty here, so PostgreSQL looks into all of it.
  'notifications of each kind': [/^Seq Scan decisions$/], 'one’s notifications as a feed': [/^Seq Scan decisions$/],
  'the overlay of a member': overlay, 'the overlay of a guest': overlay, 'the overlay of a moderator': overlay,
  // A moderators' desk: decisions on the posts of one page and on their writers.
  // What waits is counted from indexes that hold nothing else, and grouped by what is like it: as long as the queue, which is bounded.
  'the queue': [/^USE TEMP B-TREE/, /^(Incremental )?Sort of (decisions, people|posts|guests|fingerprints)/, /looks_pkey/, ...ofQueue],
  // Texts that share marks with one, grouped and sorted: as many as are like it.
  'looking at a new text': [/^USE TEMP B-TREE/, /^(Incremental )?Sort of (fingerprints|posts|guests)/, /^SCAN (asked|of_band|found|sharing)/, /^it counts/],
  // The newest forty of each of the topics, put in one order.
  'the feed of a topic with others under it': [/^USE TEMP B-TREE/, /^(Incremental )?Sort of /],
  // Along the index of open questions that want an expert, up to a bound, in the index's order: nothing is sorted.
  'how many open questions there are of each topic and expert': ofExperts, 'open questions of a topic with others under it, of a status, for an expert': ofExperts,
  // An index of merged questions alone.
  'a thread that is not there': [/^Index Scan posts posts_merged$/],
  'how many wait': ofQueue,
}

test.each(Object.keys(readings))('%s', async name => {
  const statements = [...new Set(await queriesOf(readings[name] ?? (() => Promise.resolve())))].filter(text => /^\s*(select|with)/i.test(text))
  const judged = await Promise.all(statements.map(judgePlan))

  expect(statements.length).toBeGreaterThan(0)
  const left = [...empty, ...known[name] ?? []]
  for (const { statement, plan, faults } of judged) expect(faults.filter(fault => !left.some(one => one.test(fault))), [statement, ...plan].join('\n')).toEqual([])
})
