/** Turns rows of posts into the documents that a viewer may see. The visibility filter of lists stands here. */
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reader } from '@/db'
import { guests, people, posts } from '@/db/schema'
import { dependsOnPerson } from './dependencies'
import type { Anchor, DecisionOnPost, Expertise, MentionedIn, Post, Question, Writer } from './documents'
import { isMerged, isOwn } from './posts'
import type { PostRow } from './posts'
import { postPath, slugOf } from './urls'
import { isAtLeast } from './viewer'
import { publicWords } from './withheld-words'
import type { Viewer } from './viewer'
import { t } from '@/words'

export const writerColumns = {
  person: { handle: people.handle, name: people.name, role: people.role, former: people.former },
  guest: { name: guests.name, cookieHash: guests.cookieHash, claimedBy: guests.claimedBy },
}
export type WriterRow = {
  person: { handle: string; name: string; role: 'member' | 'moderator' | 'author'; former: boolean } | null
  guest: { name: string; cookieHash: string | null; claimedBy: number | null } | null
}
/** What is said of posts beside their rows (`beside.ts`). */
export type Beside = { endorsers: Map<number, string>; decided: Map<number, DecisionOnPost>; mentioned: Map<number, MentionedIn> }
export type ShownRow = WriterRow & { post: PostRow }
export type Place = { slug: string; number: number }

/** Selects posts with their writers. */
export function selectShown(on: Reader) {
  return on.select({ post: posts, ...writerColumns }).from(posts).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest)).$dynamic()
}

/** Public posts, tombstones that hold replies, one's own, and to moderators all. */
export function visibleTo(viewer: Viewer): SQL | undefined {
  if (isAtLeast(viewer, 'moderator')) return undefined
  const open = or(eq(posts.state, 'public'), and(inArray(posts.state, ['deleted', 'hidden']), or(gt(posts.comments, 0), gt(posts.answers, 0))))
  return or(open, and(ownPosts(viewer), inArray(posts.state, ['held', 'hidden'])))
}

/** Public posts that became so before another one, by its moment in ms and its id; of the same moment those of a smaller id. */
export function olderThan(keys: readonly [number, number] | null): SQL | undefined {
  return keys === null ? undefined : sql`(${posts.publicAt}, ${posts.id}) < (${sql.param(new Date(keys[0]), posts.publicAt)}, ${keys[1]})`
}

/** The viewer's own posts; nothing for somebody who is not known. */
export function ownPosts(viewer: Viewer): SQL | undefined {
  if (viewer.kind === 'person') return or(eq(posts.person, viewer.id), eq(guests.claimedBy, viewer.id))
  if (viewer.kind === 'guest' && viewer.cookieHash !== null) return eq(guests.cookieHash, viewer.cookieHash)
  return eq(posts.id, -1)
}

export function writerOf(row: WriterRow & { post: Pick<PostRow, 'role'> }): Writer {
  if (row.person) return { handle: row.person.handle, name: row.person.former ? t('former member') : row.person.name, role: row.person.role, former: row.person.former }
  return { guest: row.guest?.name ?? t('former member') }
}

export function anchorOf(post: Pick<PostRow, 'anchorKind' | 'anchorLabel' | 'anchorQuote' | 'anchorVersion'>): Anchor | null {
  return post.anchorKind && post.anchorLabel ? { kind: post.anchorKind, label: post.anchorLabel, quote: post.anchorQuote, version: post.anchorVersion } : null
}

export function expertiseOf(words: string | null): Expertise | null {
  return words === null ? null : { words, slug: slugOf(words) }
}

/** A post as its viewer may see it: of what is not theirs and not public only the frame of a tombstone is left. */
export function showPost(viewer: Viewer, row: ShownRow, place: Place, beside: Beside): Post {
  const { post } = row
  dependsOnPerson(post.person)
  const own = isOwn(viewer, post, row.guest)
  const inside = own || isAtLeast(viewer, 'moderator')
  const whole = post.state === 'public' || isMerged(post) || (inside && post.state !== 'deleted')
  const decision = beside.decided.get(post.id) ?? null
  const writer: Writer = whole || post.state === 'deleted' && inside ? writerOf(row) : { guest: '' }
  return {
    id: post.id, kind: post.kind, paper: place.slug, question: post.question ?? post.id, questionNumber: place.number, parent: post.parent,
    writer,
    body: whole ? post.body : '', html: whole ? post.html : '', plain: whole ? post.plain : '',
    score: whole ? post.score : 0, state: post.state,
    endorsed: whole && post.endorsed, endorsedBy: whole ? beside.endorsers.get(post.id) ?? null : null,
    createdAt: post.createdAt, publicAt: post.publicAt, editedAt: post.editedAt, editedByModerator: post.editedBy !== null, deletedAt: post.deletedAt ?? (whole ? null : decision?.at ?? null),
    removed: post.state === 'public' || post.state === 'held' || isMerged(post) ? null
      : post.state === 'deleted' ? { by: 'writer', reason: null } : { by: 'moderator', reason: inside ? decision?.reason ?? decision?.rule ?? null : publicReason(decision, row) },
    revision: post.revision,
    url: postPath(place.slug, place.number, post.id, post.kind === 'question'),
    heldWhy: inside ? post.heldWhy : null,
    decision: inside ? decision : null,
    own,
    mentionedIn: whole ? beside.mentioned.get(post.id) ?? null : null,
  }
}

/** What everybody reads on a tombstone: the moderator's words where they give nothing away, else the rule. */
function publicReason(decision: DecisionOnPost | null, { post, person, guest }: ShownRow): string | null {
  const names = [person?.name, person?.handle, guest?.name].filter(name => name !== undefined)
  return publicWords(decision?.reason ?? null, names, [post.title ?? '', post.plain].join('\n')) ?? decision?.rule ?? null
}

/** A question as its viewer may see it. */
export function showQuestion(viewer: Viewer, row: ShownRow, place: Place, beside: Beside): Question {
  const { post } = row
  const shown = showPost(viewer, row, place, beside)
  const whole = shown.html !== '' || post.state === 'public'
  const gone = post.state === 'deleted' ? t('This question was withdrawn') : t('This question was removed')
  return {
    ...shown,
    kind: 'question',
    number: place.number,
    title: whole ? post.title : null,
    heading: whole ? post.heading ?? '' : gone,
    headingHtml: whole ? post.titleHtml ?? '' : gone,
    status: post.status ?? 'open', statusWhy: post.statusWhy, statusAt: post.statusAt, closedWhy: post.closedWhy, closedPlace: post.closedPlace, slowMinutes: post.slowMinutes,
    anchor: whole ? anchorOf(post) : null,
    expertise: whole ? expertiseOf(post.expertise) : null,
    locked: post.locked, pinned: post.pinned, imported: post.imported, listed: post.listed || !post.imported,
    answerCount: post.answers, commentCount: post.comments, activeAt: post.activeAt,
  }
}
