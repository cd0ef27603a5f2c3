/** References that come alive later: a text that named a question, post or paper before it could be read gets its link once it can. This follower of
 *  the log finds such texts by the full text, some hundreds at most, and marks them; `render-anew.ts` renders them. */
import { and, eq, isNotNull } from 'drizzle-orm'
import { config } from '@/config'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { addresses, assessments, notes, paperMetadata, papers, posts } from '@/db/schema'
import { candidatesOf, countRows } from '@/db/search'
import type { Atom } from '@/db/search'
import { references } from '@/text/references'
import { chunksIn } from '@/text/search-words'
import { lastPosition } from './events'
import type { Event, EventKind } from './events'
import { beginFollowing } from './log-followers'
import type { LogFollower } from './log-followers'
import { markNotes, markPosts, markRemarks } from './render-anew'
import { lastingPath, paperPath, questionPath, slugOf } from './urls'

const textsMax = 300
const phraseMax = 40
/** Of a site whose log is no longer than this all references are looked through when this is new to it; of a larger one those of what comes. */
const modestLog = 10_000

const ofPosts: ReadonlySet<string> = new Set<EventKind>(['question.asked', 'post.approved', 'post.restored', 'post.undeleted', 'post.moved', 'question.parted', 'thread.split'])
const ofPapers: ReadonlySet<string> = new Set<EventKind>(['paper.added', 'paper.changed'])

export const lateReferences: LogFollower = {
  name: 'references',
  wants: event => ofPosts.has(event.kind) || ofPapers.has(event.kind),
  async handle(tx, event) {
    const marked = ofPapers.has(event.kind) ? await markFor(tx, await paperTarget(tx, event.paper ?? 0)) : await postsAppeared(tx, event)
    return { work: 10 + marked, more: false }
  },
}

/** Makes the follower known, before the list of a new site is imported. */
export async function beginLateReferences(now: Date): Promise<void> {
  await beginFollowing({ name: lateReferences.name, ...await lastPosition() <= modestLog ? { fromTheFirst: true as const } : {} }, now)
}

/** What texts may name. `names`: how; `isNamed`: whether a text on some paper does, and where its link then leads. */
type Target = {
  phrases: { text: string; /** Only in texts on this paper. */ within: number | null }[]
  led: (named: ReturnType<typeof references>, paper: number | null) => (string | false)[]
  /** A post that need not be looked at, and a paper whose notes must. */
  own: number | null
  paper: number | null
}

async function postsAppeared(tx: Tx, { post, question, kind }: Event): Promise<number> {
  let marked = 0
  for (const id of new Set(kind === 'question.asked' || kind.startsWith('post.') ? [post] : [post, question])) {
    const [row] = id === null ? [] : await tx.select().from(posts).where(and(eq(posts.id, id), eq(posts.state, 'public')))
    if (!row) continue
    // While it waited what it names may have come.
    const named = references(row.body, config().siteUrl)
    if (kind !== 'question.asked' && [named.questions, named.posts, named.named, named.arxiv, named.dois, named.places].some(some => some.length > 0)) {
      await markPosts(tx, [row.id])
      marked++
    }
    marked += await markFor(tx, await postTarget(tx, row))
  }
  return marked
}

async function postTarget(tx: Tx, { id, kind, number, paper }: typeof posts.$inferSelect): Promise<Target | null> {
  const lasting = lastingPath(id)
  const ofPost: Target = {
    phrases: [{ text: `post ${id}`, within: null }, { text: `p ${id}`, within: null }],
    led: named => [(named.posts.includes(id) || named.places.includes(lasting)) && lasting], own: id, paper: null,
  }
  if (kind !== 'question' || number === null) return ofPost
  const of = await namesOf(tx, paper)
  if (!of) return ofPost
  const path = questionPath(of.slug, number)
  const numbered = new RegExp(`^(.+) q${number}$`, 'u')
  return {
    phrases: [
      ...ofPost.phrases, ...[`q${number}`, `question ${number}`, `question${number}`].map(text => ({ text, within: paper })),
      ...of.texts.map(text => ({ text: `${text} q${number}`, within: null })), { text: `${of.slug} questions ${number}`, within: null },
    ],
    led: (named, on) => [
      ...ofPost.led(named, on),
      ((on === paper && named.questions.includes(number)) || named.places.includes(path) || named.named.some(name => of.isName(numbered.exec(name)?.[1] ?? ''))) && path,
    ],
    own: id, paper,
  }
}

async function paperTarget(tx: Tx, id: number): Promise<Target | null> {
  const of = await namesOf(tx, id)
  if (!of) return null
  const path = paperPath(of.slug)
  return {
    phrases: [...of.texts, ...of.ids].map(text => ({ text, within: null })),
    led: named => [(named.places.includes(path) || named.named.some(of.isName) || [...named.arxiv, ...named.dois].some(one => of.ids.includes(one))) && path],
    own: null, paper: null,
  }
}

/** By which names and ids a paper is referred to. */
async function namesOf(tx: Tx, id: number) {
  const [row] = await tx.select({ paper: papers, doi: paperMetadata.doi, arxiv: paperMetadata.arxiv }).from(papers).leftJoin(paperMetadata, eq(paperMetadata.paper, papers.id)).where(eq(papers.id, id))
  if (!row) return null
  const others = (await tx.select({ slug: addresses.slug }).from(addresses).where(and(eq(addresses.kind, 'paper'), eq(addresses.target, id)))).map(one => one.slug)
  const { slug, title, titleKey, arxiv, doi } = row.paper
  return {
    slug, texts: [...new Set([title, slug, ...others])], ids: [arxiv, doi, row.arxiv, row.doi].flatMap(one => one === null ? [] : one.toLowerCase()),
    isName: (name: string) => name !== '' && (name === slug || others.includes(name) || slugOf(name) === titleKey),
  }
}

/** Marks the texts that name a target without a link. Returns how many. */
async function markFor(tx: Tx, target: Target | null): Promise<number> {
  if (!target) return 0
  const found = await textsNaming(tx, target)
  const isUnled = ({ text, html, paper }: { text: string; html: string; paper: number | null }) => target.led(references(text, config().siteUrl), paper).some(path => path !== false && !html.includes(`href="${path}"`))
  const bodies = await tx.select({ id: posts.id, text: posts.body, html: posts.html, paper: posts.paper }).from(posts).where(among(posts.id, found.posts.filter(id => id !== target.own)))
  const noted = await tx.select({ id: notes.id, text: notes.text, html: notes.html, paper: assessments.paper }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(among(assessments.paper, found.papers))
  // The words of topics' notes are in no index; there are few.
  const ofTopics = await tx.select({ id: notes.id, text: notes.text, html: notes.html }).from(notes).where(isNotNull(notes.topic)).limit(textsMax)
  const remarks = await tx.select({ id: assessments.id, text: assessments.remark, html: assessments.remarkHtml }).from(assessments).where(and(among(assessments.paper, found.papers), isNotNull(assessments.remark)))
  const marks = {
    posts: bodies.filter(isUnled), notes: [...noted, ...ofTopics.map(note => ({ ...note, paper: null }))].filter(isUnled),
    remarks: remarks.filter(({ text, html }) => isUnled({ text: text ?? '', html: html ?? '', paper: null })),
  }
  await markPosts(tx, marks.posts.map(row => row.id))
  await markNotes(tx, marks.notes.map(row => row.id))
  await markRemarks(tx, marks.remarks.map(row => row.id))
  return marks.posts.length + marks.notes.length + marks.remarks.length
}

async function textsNaming(tx: Tx, { phrases, paper }: Target): Promise<{ posts: number[]; papers: number[] }> {
  const rows = await countRows(tx)
  const [everywhere, within] = [phrases.filter(one => one.within === null), phrases.filter(one => one.within !== null)].map(some => some.flatMap(({ text }) => atomOf(text) ?? []))
  const search = async (any: Atom[] = [], marks: string[][]) => any.length === 0 ? [] : candidatesOf(tx, { all: [{ any, where: 'anywhere' }], none: [], marks, maths: [] }, {}, textsMax, { matching: 1, rows })
  const found = [...await search(everywhere, []), ...await search(within, [[`p${paper ?? 0}`]])]
  return {
    posts: [...new Set(found.flatMap(row => row.post ?? []))],
    papers: [...new Set([...found.flatMap(row => row.kind === 'paper' ? row.paper ?? [] : []), ...paper === null ? [] : [paper]])],
  }
}

/** The words of a text behind one another, in the spelling of the index. */
function atomOf(text: string): Atom | null {
  const words = chunksIn(text).flatMap(chunk => chunk.words).slice(0, phraseMax)
  return words.length === 0 ? null : { words, begins: false }
}
