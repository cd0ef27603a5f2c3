/** What somebody left on a page when they were last there: texts half written, and how far they had read. One query. */
import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db'
import { preparedOnce } from '@/db/prepared'
import { drafts, papers, posts, readings } from '@/db/schema'
import { findDraft } from './drafts'
import type { Draft } from './drafts'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export type Left = { drafts: Draft[]; lastRead: number | null }
/** A thread by its paper's slug and number, or the one place of writing that the page has. */
export type LeftAt = { slug: string; number: number } | { place: string }

export const nothingLeft: Left = { drafts: [], lastRead: null }

/** What the viewer left there. Nothing is asked for guests: theirs is in their browser alone. */
export async function readLeft(viewer: Viewer, at: LeftAt): Promise<Left> {
  const person = personOf(viewer)
  if (person === null) return nothingLeft
  if ('place' in at) {
    const draft = await findDraft(person, at.place)
    return { drafts: draft ? [draft] : [], lastRead: null }
  }
  const rows = await leftInThread().execute({ person, slug: at.slug, number: at.number })
  return {
    lastRead: rows[0]?.lastRead ?? null,
    drafts: rows.flatMap(({ place, fields, revision, updatedAt }) => place === null || fields === null || revision === null || updatedAt === null ? [] : [{ place, fields, revision, updatedAt }]),
  }
}

const target = alias(posts, 'target')
const person = sql.placeholder('person')

/** The question under which a draft stands. A paper's slug is no number and may not be read as one. */
function questionOf(on: Reader) {
  const id = sql<number>`case when ${drafts.place} like 'ask %' then 0 else cast(replace(replace(replace(${drafts.place}, 'answer ', ''), 'comment ', ''), 'edit ', '') as integer) end`
  return on.select({ id: sql<number>`coalesce(${target.question}, ${target.id})`.as('placed_under') }).from(target).where(eq(target.id, id))
}

const leftInThread = preparedOnce(on => on.select({ lastRead: readings.post, place: drafts.place, fields: drafts.fields, revision: drafts.revision, updatedAt: drafts.updatedAt })
  .from(posts).innerJoin(papers, eq(papers.id, posts.paper))
  .leftJoin(readings, and(eq(readings.question, posts.id), eq(readings.person, person)))
  .leftJoin(drafts, and(eq(drafts.person, person), eq(posts.id, questionOf(on))))
  .where(and(eq(papers.slug, sql.placeholder('slug')), eq(posts.number, sql.placeholder('number')), eq(posts.kind, 'question')))
  .prepare('left_in_thread'))
