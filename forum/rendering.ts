/** Turns what people write into what is kept beside it: HTML, plain text, faults. Runs in the text worker, before a transaction. */
import { inArray, and, eq, or } from 'drizzle-orm'
import path from 'node:path'
import { config } from '@/config'
import { processWide, forgetProcessWide } from '@/config/process'
import { db } from '@/db'
import type { Reader } from '@/db'
import { paperMetadata, papers, people, posts } from '@/db/schema'
import { references } from '@/text/references'
import { createRenderer } from '@/text/renderer'
import type { Renderer } from '@/text/renderer'
import type { RenderContext, Rendered, ResolvedReferences } from '@/text/rendered'
import { namedTargets, publicPosts, targetsAt } from './targets'
import { questionPath } from './urls'

/** One worker thread for this process, replaced by itself when a text takes too long. */
function renderer(): Renderer {
  return processWide('renderer', () => createRenderer({ workerPath: path.resolve('dist/text-worker.mjs') }))
}

/** Ends the worker thread; the next text starts another. */
export async function stopRendering(): Promise<void> {
  if (!globalThis.colloquyProcess?.has('renderer')) return
  const running = renderer()
  forgetProcessWide('renderer')
  await running.close()
}

/** Renders a post's text at its place: `Q2` means a question of `paper`, which is asked for only where the text names one. */
export async function renderPost(source: string, paper: number | null | (() => Promise<number | null>)): Promise<Rendered> {
  return renderer().render(source, { mode: 'post', links: await resolveReferences(source, paper) })
}

/** Renders a note of the author's: a paragraph or two, without lists of their own. */
export async function renderNote(source: string, paperId: number | null): Promise<Rendered> {
  return renderer().render(source, { mode: 'note', links: await resolveReferences(source, paperId) })
}

/** Renders one line: a title. Only mathematics and code are set. */
export async function renderTitle(source: string): Promise<Rendered> {
  return renderer().render(source, { mode: 'title' })
}

/** Formulas as they are set within a line, in their order; null for one that cannot be set, and for all where it takes too long. */
export async function setFormulas(formulas: readonly string[]): Promise<(string | null)[] | null> {
  return renderer().formulas(formulas)
}

/** For many texts at once with references known already (the importer). */
export async function renderWith(source: string, context: RenderContext): Promise<Rendered> {
  return renderer().render(source, context)
}

/** Which of the references in a text lead somewhere on this site. A fixed number of small queries at most; none for text without references. */
export async function resolveReferences(source: string, paper: number | null | (() => Promise<number | null>)): Promise<ResolvedReferences> {
  const site = config().siteUrl
  const found = references(source, site)
  const links: ResolvedReferences = { site }
  const read = db().read
  const paperId = found.questions.length === 0 ? null : typeof paper === 'function' ? await paper() : paper
  if (paperId !== null) {
    const rows = await read.select({ number: posts.number, slug: papers.slug }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
      .where(and(eq(posts.paper, paperId), eq(posts.kind, 'question'), eq(posts.state, 'public'), inArray(posts.number, found.questions)))
    links.questions = Object.fromEntries(rows.map(row => [String(row.number), questionPath(row.slug, row.number ?? 0)]))
  }
  if (found.posts.length > 0) links.posts = Object.fromEntries([...await publicPosts(read, found.posts)].map(([id, { path: to }]) => [String(id), to]))
  if (found.handles.length > 0) {
    const rows = await read.select({ handle: people.handle, folded: people.handleFolded }).from(people).where(and(inArray(people.handleFolded, found.handles), eq(people.former, false)))
    links.people = Object.fromEntries(rows.map(row => [row.folded, `/people/${row.handle}`]))
  }
  const keys = [...found.arxiv, ...found.dois].map(key => key.toLowerCase())
  if (keys.length > 0) links.papers = await papersByIds(read, keys)
  if (found.named.length > 0) links.named = Object.fromEntries(await namedTargets(read, found.named))
  if (found.places.length > 0) links.places = Object.fromEntries([...await targetsAt(read, found.places)].map(([place, { path: to }]) => [place, to]))
  return links
}

/** Papers by arXiv id or DOI: the list's own, else those of their metadata. */
async function papersByIds(read: Reader, keys: string[]): Promise<Record<string, string>> {
  const known = await read.select({ arxiv: paperMetadata.arxiv, doi: paperMetadata.doi, slug: papers.slug }).from(paperMetadata).innerJoin(papers, eq(papers.id, paperMetadata.paper))
    .where(or(inArray(paperMetadata.arxiv, keys), inArray(paperMetadata.doi, keys)))
  const byArxiv = await read.select({ key: papers.arxiv, slug: papers.slug }).from(papers).where(inArray(papers.arxiv, keys))
  const byDoi = await read.select({ key: papers.doi, slug: papers.slug }).from(papers).where(inArray(papers.doi, keys))
  const added = known.flatMap(row => [{ key: row.arxiv, slug: row.slug }, { key: row.doi, slug: row.slug }])
  return Object.fromEntries([...added, ...byArxiv, ...byDoi].flatMap(({ key, slug }) => key === null ? [] : [[key.toLowerCase(), `/papers/${slug}`]]))
}

/** The site's address, for what must name it whole (feeds, mails, receipts). */
export function absolute(pathname: string): string {
  return `${config().siteUrl}${pathname}`
}
