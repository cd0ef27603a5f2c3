/** Numbers that pages show, kept where they change so that no page view counts rows. `doctor` counts them anew.
 *
 *  Rows are held in one order everywhere, so that no two transactions wait for each other on PostgreSQL: the thread's question,
 *  other posts, papers, people, and the site's own counters last, for the shortest time. */
import { eq, sql } from 'drizzle-orm'
import { run } from '@/db'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { given, preparedOnce } from '@/db/prepared'
import { together } from '@/db/together'
import { counters, people } from '@/db/schema'
import type { PostRow } from './posts'

/** `held`: posts that wait; `flagged`: public posts with open flags; `questions`: public ones; `papers`, `topics`: those on the list. */
export const counterNames = ['held', 'flagged', 'questions', 'papers', 'topics'] as const
export type CounterName = (typeof counterNames)[number]

/** Adds to a counter of the site; nothing is written for 0. Called last in a transaction. */
export async function addTo(tx: Tx, name: CounterName, by: number): Promise<void> {
  if (by === 0) return
  await added(tx).execute({ name, by })
}

const added = preparedOnce(on => on.insert(counters).values({ name: given('name', counters.name), value: given('by', counters.value) })
  .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${given('by', counters.value)}` } }).prepare('add_to_counter'))

/** A counter of the site. */
export async function readCounter(on: Reader, name: CounterName): Promise<number> {
  const [row] = await on.select({ value: counters.value }).from(counters).where(eq(counters.name, name))
  return row?.value ?? 0
}

/** All counters of the site in one query. */
export async function readCounters(on: Reader): Promise<Record<CounterName, number>> {
  const found = await on.select().from(counters).where(among(counters.name, [...counterNames]))
  const of = (name: CounterName) => found.find(row => row.name === name)?.value ?? 0
  return { held: of('held'), flagged: of('flagged'), questions: of('questions'), papers: of('papers'), topics: of('topics') }
}

/** Where a post was or comes to: one of its states, or nowhere (not written yet, or gone). */
export type Standing = PostRow['state'] | 'nowhere'
type Counted = Pick<PostRow, 'kind' | 'person' | 'score' | 'endorsed' | 'flags' | 'mergedInto'>

/** Counts a post's change of state for its writer and for the site. `post` as it was when its row was held. */
export async function countMove(tx: Tx, post: Counted, from: Standing, to: Standing): Promise<void> {
  if (from === to) return
  const by = (standing: Standing) => Number(to === standing) - Number(from === standing)
  // Sent in this order, each by one statement.
  await together(
    countForWriter(tx, post, from, to), addTo(tx, 'held', by('held')),
    post.flags > 0 ? addTo(tx, 'flagged', by('public')) : null, post.kind === 'question' ? addTo(tx, 'questions', by('public')) : null,
  )
}

/** The same for its writer alone, where it has one. */
export async function countForWriter(tx: Tx, post: Counted, from: Standing, to: Standing): Promise<void> {
  if (post.person === null) return
  const shown = Number(to === 'public') - Number(from === 'public')
  // A merged question is hidden, but nobody took it down.
  const hidden = post.mergedInto === null ? Number(to === 'hidden') - Number(from === 'hidden') : 0
  if (shown === 0 && hidden === 0) return
  const of = (kind: PostRow['kind']) => post.kind === kind ? shown : 0
  await counted(tx).execute({
    person: post.person, answers: of('answer'), questions: of('question'), comments: of('comment'),
    upvotes: shown * post.score, endorsements: post.endorsed ? of('answer') : 0, hidden,
  })
}

const counted = preparedOnce(on => {
  const more = (name: 'answers' | 'questions' | 'comments' | 'upvotes' | 'endorsements' | 'hidden') => sql`${people[name]} + ${given(name, people[name])}`
  return on.update(people).set({
    answers: more('answers'), questions: more('questions'), comments: more('comments'), upvotes: more('upvotes'), endorsements: more('endorsements'), hidden: more('hidden'),
  }).where(eq(people.id, given('person', people.id))).prepare('count_for_writer')
})

/** Counts an endorsement given to a public answer, or taken back, for the answer's writer. */
export async function countEndorsement(tx: Tx, writer: number | null, by: 1 | -1): Promise<void> {
  if (writer !== null) await tx.update(people).set({ endorsements: sql`${people.endorsements} + ${by}` }).where(eq(people.id, writer))
}

const topicPapers = sql`(select count(*) from papers p where p.topic = topics.id and p.on_list)`

/** Counts papers and topics on the list anew: after an import, which reads and writes the whole list anyway. */
export async function countList(tx: Tx): Promise<void> {
  await run(tx, sql`update topics set papers = ${topicPapers} where papers <> ${topicPapers}`)
  const found = sql`select 'papers' as name, (select count(*) from papers where on_list) as value union all select 'topics', (select count(*) from topics where on_list)`
  await run(tx, sql`insert into counters (name, value) select name, value from (${found}) counted where true on conflict (name) do update set value = excluded.value`)
}
