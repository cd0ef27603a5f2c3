/** What BibTeX, CSL-JSON, RIS, Crossref or arXiv say of papers, beside what the reading list says itself, which goes first. */
import { asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { metadataSources, paperMetadata, papers } from '@/db/schema'
import type { CitedName } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { record } from './events'
import { positiveId } from './fields'
import { indexPaper } from './search-rows'
import { personOf } from './viewer'

export type { CitedName } from '@/db/schema'
export { metadataSources } from '@/db/schema'
export type Metadata = typeof paperMetadata.$inferSelect

const line = z.string().min(1).max(2_000)
const name = z.object({ family: z.string().min(1).max(400), given: z.string().max(400).nullable() })
const said = z.object({
  source: z.enum(metadataSources), title: line, braced: z.string().min(1).max(4_000).nullable().default(null), authors: z.array(name).max(500), type: z.string().min(1).max(40),
  container: line.nullable(), publisher: line.nullable(), volume: line.nullable(), issue: line.nullable(), pages: line.nullable(),
  year: z.number().int().min(1500).max(2200).nullable(), month: z.number().int().min(1).max(12).nullable(), day: z.number().int().min(1).max(31).nullable(),
  doi: line.nullable(), arxiv: line.nullable(), arxivVersion: z.number().int().min(1).max(999).nullable(),
  primaryClass: z.string().min(1).max(40).nullable().default(null), url: z.url({ protocol: /^https?$/ }).max(2_000).nullable().catch(null), abstract: z.string().max(20_000).nullable(),
})
export type Said = z.input<typeof said>

/** The metadata of papers, by paper; what has none is left out. */
export async function readMetadata(on: Reader, paperIds: readonly number[]): Promise<Map<number, Metadata>> {
  if (paperIds.length === 0) return new Map()
  const rows = await on.select().from(paperMetadata).where(among(paperMetadata.paper, paperIds))
  return new Map(rows.map(row => [row.paper, row]))
}

/** All papers as metadata are matched with them. */
export async function papersToDescribe(on: Reader = db().read) {
  return on.select({
    id: papers.id, slug: papers.slug, title: papers.title, titleKey: papers.titleKey, authors: papers.authors, year: papers.year,
    doi: sql<string | null>`coalesce(${papers.doi}, ${paperMetadata.doi})`, arxiv: sql<string | null>`coalesce(${papers.arxiv}, ${paperMetadata.arxiv})`, described: paperMetadata.source,
  }).from(papers).leftJoin(paperMetadata, eq(paperMetadata.paper, papers.id)).orderBy(asc(papers.position), asc(papers.id))
}

/** Keeps what is said of papers. What one source leaves out another may have said before: that stays. Saying it twice changes nothing;
 *  with `dryRun` nothing is changed at all. */
export const describePapers = action({
  name: 'papers.describe',
  input: z.object({ papers: z.array(z.object({ paper: positiveId, says: said })).max(5_000), dryRun: z.boolean().default(false) }),
  async run({ tx, viewer, input, now }) {
    const before = await readMetadata(tx, input.papers.map(one => one.paper))
    const there = new Set((await tx.select({ id: papers.id }).from(papers).where(among(papers.id, input.papers.map(one => one.paper)))).map(row => row.id))
    const filled: number[] = []
    for (const { paper, says } of input.papers) {
      if (!there.has(paper)) return refuse('not-found')
      const had = before.get(paper)
      const row: Metadata = { paper, ...merged(had, says), updatedAt: now }
      if (had && keptText(had) === keptText(row)) continue
      filled.push(paper)
      if (input.dryRun) continue
      await tx.insert(paperMetadata).values(row).onConflictDoUpdate({ target: paperMetadata.paper, set: row })
      before.set(paper, row)
      await keepKnown(tx, paper)
      await indexPaper(tx, paper)
      await record(tx, 'paper.changed', { paper, actor: personOf(viewer) }, now)
    }
    return done({ filled })
  },
})

type Kept = Omit<Metadata, 'paper' | 'updatedAt'>

function merged(had: Metadata | undefined, given: z.output<typeof said>): Kept {
  if (!had) return given
  // Where a paper came out its authors type at arXiv as they like: whoever else said it is believed first.
  const says = given.source === 'arxiv' && had.source !== 'arxiv' && had.container !== null ? { ...given, container: null, volume: null, issue: null, pages: null } : given
  return {
    ...says, braced: says.braced ?? had.braced, authors: says.authors.length > 0 ? says.authors : had.authors,
    // A preprint's "article" says less than a journal's or conference's of the same paper.
    ...says.container === null && had.container !== null ? { type: had.type, source: had.source, year: had.year ?? says.year, month: had.year === null ? says.month : had.month, day: had.year === null ? says.day : had.day } : { year: says.year ?? had.year, month: says.month ?? (says.year === null || says.year === had.year ? had.month : null), day: says.day ?? (says.year === null || says.year === had.year ? had.day : null) },
    container: says.container ?? had.container, publisher: says.publisher ?? had.publisher, volume: says.volume ?? had.volume, issue: says.issue ?? had.issue, pages: says.pages ?? had.pages,
    doi: says.doi ?? had.doi, arxiv: says.arxiv ?? had.arxiv, arxivVersion: says.arxiv === null || says.arxivVersion === null ? had.arxivVersion : says.arxivVersion,
    primaryClass: says.primaryClass ?? had.primaryClass, url: says.url ?? had.url, abstract: says.abstract ?? had.abstract,
  }
}

const keptFields = ['source', 'title', 'braced', 'type', 'container', 'publisher', 'volume', 'issue', 'pages', 'year', 'month', 'day', 'doi', 'arxiv', 'arxivVersion', 'primaryClass', 'url', 'abstract'] as const

function keptText(row: Kept): string {
  return JSON.stringify([row.authors.map(({ family, given }) => [family, given]), ...keptFields.map(field => row[field])])
}

/** Year and venue by which papers are sorted and filtered: the list's own, else those of the metadata. Of all papers where none is named. */
export async function keepKnown(tx: Tx, paper?: number): Promise<void> {
  const own = (column: typeof paperMetadata.year | typeof paperMetadata.container) => sql`(select ${column} from ${paperMetadata} where ${paperMetadata.paper} = ${papers.id})`
  await tx.update(papers).set({ knownYear: sql`coalesce(${papers.year}, ${own(paperMetadata.year)})`, knownVenue: sql`coalesce(${papers.venue}, ${own(paperMetadata.container)})` }).where(paper === undefined ? undefined : eq(papers.id, paper))
}

/** "Ada Byron": a name as lists show it. */
export function shownName({ family, given }: CitedName): string {
  return given === null ? family : `${given} ${family}`
}
