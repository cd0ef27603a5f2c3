/** The row of a new post, written by one statement: public from its beginning, or held. */
import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { papers, posts, votes } from '@/db/schema'
import type { PostRow } from './posts'

const placed = {
  question: null, parent: null, under: null, number: null, title: null, titleHtml: null, heading: null, status: null, expertise: null,
  anchorKind: null, anchorLabel: null, anchorSort: null, anchorQuote: null, anchorVersion: null,
} satisfies Partial<PostRow>

/** What a new post has of its own; the rest of its row is as in all new posts. */
export type NewPost = Pick<PostRow, 'kind' | 'paper' | 'person' | 'guest' | 'role' | 'body' | 'html' | 'plain' | 'renderer' | 'screening' | 'risk'> & Partial<Pick<PostRow, keyof typeof placed>>

/** Writes a post that waits for review. */
export async function insertHeld(tx: Tx, post: NewPost, heldWhy: string, now: Date): Promise<PostRow> {
  return only(await held(tx).execute({ ...placed, ...post, heldWhy, now }))
}

/** Writes a post that is public from its beginning. Its thread is held, so that nobody's vote is missed who voted there since. */
export async function insertPublic(tx: Tx, post: NewPost, now: Date): Promise<PostRow> {
  return only(await shown(tx).execute({ ...placed, ...post, now }))
}

const held = preparedOnce(on => on.insert(posts).values({ ...own(), state: 'held', heldWhy: given('heldWhy', posts.heldWhy) }).returning().prepare('insert_held_post'))

const shown = preparedOnce(on => on.insert(posts).values({
  ...own(), state: 'public', publicAt: given('now', posts.publicAt),
  topic: sql`(select ${papers.topic} from ${papers} where ${papers.id} = ${given('paper', posts.paper)})`,
  voters: sql`(select count(distinct ${votes.person}) from ${votes} where ${votes.thread} = ${given('question', votes.thread)} and ${votes.createdAt} >= ${given('now', votes.createdAt)})`,
}).returning().prepare('insert_public_post'))

function own() {
  const of = (name: keyof NewPost): SQL => given(name, posts[name])
  return {
    kind: of('kind'), paper: of('paper'), person: of('person'), guest: of('guest'), role: of('role'), body: of('body'), html: of('html'), plain: of('plain'), renderer: of('renderer'), screening: of('screening'), risk: of('risk'),
    question: of('question'), parent: of('parent'), under: of('under'), number: of('number'), title: of('title'), titleHtml: of('titleHtml'), heading: of('heading'), status: of('status'), expertise: of('expertise'),
    anchorKind: of('anchorKind'), anchorLabel: of('anchorLabel'), anchorSort: of('anchorSort'), anchorQuote: of('anchorQuote'), anchorVersion: of('anchorVersion'),
    createdAt: given('now', posts.createdAt), activeAt: given('now', posts.activeAt),
  }
}

function only(rows: PostRow[]): PostRow {
  const [post] = rows
  if (!post) throw new Error('an inserted post came back empty')
  return post
}
