/** Half-written texts of those who are signed in, one a place, so that they go on at another device. */
import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { beforeCommit, db } from '@/db'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { given, preparedOnce } from '@/db/prepared'
import { drafts, papers, posts } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { action } from './action'
import { done, refuse } from './errors'
import { limits, rates } from './limits'
import { isSeen, loadPost } from './posts'
import { countOne, countedAs, factorOf } from './rates'
import { paperPath, questionPath } from './urls'
import { personOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

const keptMs = 60 * 24 * 3_600_000

/** `answer QUESTION`, `comment POST` and `edit POST` by ids, `ask PAPER` by its slug. */
export const draftPlace = z.string().regex(/^(?:(?:answer|comment|edit) [1-9]\d{0,8}|ask [^\s\p{Surrogate}\p{Cc}]{1,200})$/u)

const text = z.string().overwrite(typed => typed.toWellFormed().replaceAll('\0', ''))
/** The fields of a form by their names: what was typed as it was typed, for nothing is posted yet. */
export const draftFields = z.object({ body: text.max(limits.body, t('At most {0} characters.', limits.body)) })
  .catchall(text.max(limits.draftField, t('At most {0} characters.', limits.draftField)))
  .refine(fields => Object.keys(fields).length <= limits.draftFields && Object.keys(fields).every(name => /^[a-z_.]{1,40}$/.test(name)), t('These are not the fields of a form.'))

/** A draft as it is kept. `revision` counts how often it was written over. */
export type Draft = { place: string; fields: Record<string, string>; revision: number; updatedAt: Date }

/** Keeps a text for its place. `revision` is the one that was seen last, 0 for none: where another device wrote meanwhile, its text
 *  comes back as `current` and nothing is written over. Of more than fifty the one left longest is forgotten. */
export const keepDraft = action({
  name: 'drafts.keep',
  input: z.object({ place: draftPlace, fields: draftFields, revision: z.int().min(0).max(2_000_000_000) }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    const rate = await countOne(tx, rates.drafts, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    if (!await isThere(tx, viewer, input.place)) return refuse('not-found')
    const written = await write(tx, person, input, now)
    if (written) return done(written)
    const [current] = await tx.select(columns).from(drafts).where(at(person, input.place))
    // It went between the two statements: the next try finds its place free.
    if (!current) return refuse('busy')
    return isSame(current.fields, input.fields) ? done(current) : refuse('draft-changed', {}, { detail: { current } })
  },
})

/** Forgets the draft of a place. Saying it twice changes nothing. */
export const dropDraft = action({
  name: 'drafts.drop',
  input: z.object({ place: draftPlace }),
  async run({ tx, viewer, input }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in')
    await tx.delete(drafts).where(at(person, input.place))
    return done(null)
  },
})

/** What was posted is no draft any more: part of the posting's own transaction, so that it needs no script. */
export function dropPosted(tx: Tx, viewer: Viewer, place: string): void {
  const person = personOf(viewer)
  if (person !== null) beforeCommit(tx, dropped(tx).execute({ person, place }))
}

const dropped = preparedOnce(on => on.delete(drafts).where(and(eq(drafts.person, given('person', drafts.person)), eq(drafts.place, given('place', drafts.place)))).prepare('drop_posted_draft'))

/** All drafts of a person, newest first. */
export async function listDrafts(person: number): Promise<Draft[]> {
  return db().read.select(columns).from(drafts).where(eq(drafts.person, person)).orderBy(desc(drafts.updatedAt)).limit(limits.drafts)
}

export type OwnDraft = Draft & {
  kind: 'answer' | 'comment' | 'edit' | 'ask'
  /** How it begins; empty where nothing is written yet. */
  beginning: string
  /** Heading of the question, or title of the paper, as HTML; null where that is not to be seen any more. */
  headingHtml: string | null
  /** Where it is gone on with; null where there is no such place now. */
  url: string | null
}

/** A viewer's drafts with their places, newest first. */
export async function readDrafts(viewer: Viewer): Promise<OwnDraft[]> {
  const person = personOf(viewer)
  const kept = person === null ? [] : await listDrafts(person)
  if (kept.length === 0) return []
  const placed = kept.map(draft => ({ draft, ...placeIn(draft.place) }))
  const [found, listed] = [await postsAt(placed.map(({ target }) => Number(target)).filter(Number.isInteger)), await papersAt(placed.filter(({ kind }) => kind === 'ask').map(({ target }) => target))]
  return placed.map(({ draft: own, kind, target }) => {
    const draft = { ...own, beginning: beginningOf(own.fields) }
    const paper = kind === 'ask' ? listed.get(target) : undefined
    if (kind === 'ask') return { ...draft, kind, headingHtml: paper ?? null, url: paper === undefined ? null : `${paperPath(target)}/ask` }
    const post = found.get(Number(target))
    const isSeenBy = post !== undefined && (post.thread === 'public' && post.state === 'public' || (kind === 'edit' && post.person === person && post.state !== 'deleted'))
    if (!isSeenBy) return { ...draft, kind, headingHtml: null, url: null }
    return { ...draft, kind, headingHtml: post.headingHtml, url: kind === 'answer' ? `${questionPath(post.slug, post.number ?? 0)}#reply` : `/posts/${target}/${kind}` }
  })
}

const beginningChars = 140

function beginningOf(fields: Record<string, string>): string {
  return excerpt(fields['body'] ?? '', beginningChars) || (fields['title'] ?? '')
}

function placeIn(place: string): { kind: OwnDraft['kind']; target: string } {
  const [name = '', target = ''] = place.split(' ')
  return { kind: (['answer', 'comment', 'edit'] as const).find(one => one === name) ?? 'ask', target }
}

async function postsAt(ids: number[]) {
  const thread = alias(posts, 'thread')
  const rows = ids.length === 0 ? [] : await db().read.select({ id: posts.id, state: posts.state, person: posts.person, thread: thread.state, number: thread.number, headingHtml: thread.titleHtml, slug: papers.slug })
    .from(posts).innerJoin(thread, eq(thread.id, sql`coalesce(${posts.question}, ${posts.id})`)).innerJoin(papers, eq(papers.id, posts.paper)).where(among(posts.id, ids))
  return new Map(rows.map(row => [row.id, row]))
}

async function papersAt(slugs: string[]): Promise<Map<string, string>> {
  const rows = slugs.length === 0 ? [] : await db().read.select({ slug: papers.slug, titleHtml: papers.titleHtml }).from(papers).where(among(papers.slug, slugs))
  return new Map(rows.map(row => [row.slug, row.titleHtml]))
}

/** The draft of a person at one place, or null. */
export async function findDraft(person: number, place: string): Promise<Draft | null> {
  const [found] = await db().read.select(columns).from(drafts).where(at(person, place))
  return found ?? null
}

/** Forgets drafts that nobody came back to for sixty days. */
export async function forgetOldDrafts(tx: Tx, now: Date): Promise<void> {
  await tx.delete(drafts).where(lt(drafts.updatedAt, new Date(now.getTime() - keptMs)))
}

const columns = { place: drafts.place, fields: drafts.fields, revision: drafts.revision, updatedAt: drafts.updatedAt }

function at(person: number, place: string) {
  return and(eq(drafts.person, person), eq(drafts.place, place))
}

/** Nothing is kept for what one may not see. */
async function isThere(tx: Tx, viewer: Viewer, place: string): Promise<boolean> {
  const [kind = '', target = ''] = place.split(' ')
  if (kind === 'ask') return (await tx.select({ id: papers.id }).from(papers).where(eq(papers.slug, target))).length > 0
  const found = await loadPost(tx, Number(target))
  return found !== null && isSeen(viewer, found)
}

/** Null where the draft is at another revision than was seen. One that was dropped meanwhile is kept anew. */
async function write(tx: Tx, person: number, { place, fields, revision: seen }: { place: string; fields: Record<string, string>; revision: number }, now: Date): Promise<Draft | null> {
  const next = { fields, revision: seen + 1, updatedAt: now }
  if (seen > 0) {
    const [changed] = await tx.update(drafts).set(next).where(and(at(person, place), eq(drafts.revision, seen))).returning(columns)
    if (changed) return changed
  }
  const [made] = await tx.insert(drafts).values({ person, place, ...next }).onConflictDoNothing().returning(columns)
  if (made) await forgetSurplus(tx, person)
  return made ?? null
}

async function forgetSurplus(tx: Tx, person: number): Promise<void> {
  const surplus = await tx.select({ place: drafts.place }).from(drafts).where(eq(drafts.person, person)).orderBy(desc(drafts.updatedAt)).limit(limits.drafts).offset(limits.drafts)
  for (const { place } of surplus) await tx.delete(drafts).where(at(person, place))
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every(name => one[name] === other[name])
}
