/** Papers with what the list says of them, as their author edits it, and those for which a choice waits between the site and the file. */
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import { db } from '@/db'
import { assessments, papers } from '@/db/schema'
import { readSaid, readStored, saysNothing, seenOf } from './assessments'
import type { Said } from './assessments'
import { listAuthor } from './list-author'
import { mayEver } from './policy'
import type { Viewer } from './viewer'

export type AssessedPaper = {
  id: number
  slug: string
  title: string
  titleHtml: string
  says: Said
  /** What the file says, where it and the site have both changed. */
  fileSays: Said | null
  /** Goes with every change, so that nobody overwrites what they have not seen. */
  seen: string
}

const paperColumns = { id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml }

/** One paper by its slug; null where there is none, or for whoever may not edit it. */
export async function readAssessed(viewer: Viewer, slug: string): Promise<AssessedPaper | null> {
  if (!mayEver(viewer, 'papers.assess')) return null
  const [paper] = await db().read.select(paperColumns).from(papers).where(eq(papers.slug, slug))
  const [assessed] = paper ? await assessedOf([paper]) : []
  return assessed ?? null
}

/** All papers on which a choice waits, in the list's order. */
export async function readUnsettled(viewer: Viewer): Promise<AssessedPaper[]> {
  if (!mayEver(viewer, 'papers.settle')) return []
  const rows = await db().read.select(paperColumns).from(papers).innerJoin(assessments, and(eq(assessments.paper, papers.id), isNotNull(assessments.fromFile)))
    .orderBy(asc(papers.position), asc(papers.id)).limit(1_000)
  return (await assessedOf(rows)).filter(paper => paper.fileSays !== null)
}

async function assessedOf(rows: { id: number; slug: string; title: string; titleHtml: string }[]): Promise<AssessedPaper[]> {
  const author = (await listAuthor(db().read))?.id
  const stored = await readStored(db().read, author ?? 0, rows.map(row => row.id))
  return rows.map(row => {
    const own = stored.get(row.id)
    return { ...row, says: own?.said ?? saysNothing, fileSays: readSaid(own?.fromFile ?? null), seen: seenOf(own) }
  })
}
