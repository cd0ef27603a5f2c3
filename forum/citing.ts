/** What is cited: a paper of the list, or a public post by the address that lasts. */
import { eq } from 'drizzle-orm'
import { db } from '@/db'
import { people } from '@/db/schema'
import { bibtexEntry } from './bibtex'
import { cslOf, risOf, textOf } from './cited-formats'
import { readMetadata } from './metadata'
import { partName } from './cited-names'
import { workDate, workOfPaper } from './cited-works'
import type { Work } from './cited-works'
import { dependsOn } from './dependencies'
import type { Paper, PaperLine, Post, Writer } from './documents'
import { findPost } from './one-post'
import type { OnePost } from './one-post'
import { findPaper } from './papers'
import { headingOf } from './questions'
import { absolute, renderPost } from './rendering'
import { publicRevision } from './revisions'
import { readSite } from './site'
import { revisionPath } from './urls'
import { nobody } from './viewer'

export const citationFormats = ['bib', 'ris', 'json', 'txt'] as const
export type CitationFormat = (typeof citationFormats)[number]

/** Media types of the formats, as reference managers ask for them. */
export const citationTypes = { bib: 'application/x-bibtex; charset=utf-8', ris: 'application/x-research-info-systems; charset=utf-8', json: 'application/vnd.citationstyles.csl+json; charset=utf-8', txt: 'text/plain; charset=utf-8' } as const satisfies Record<CitationFormat, string>

/** A work in a format, as the file that is downloaded. */
export function citationIn(format: CitationFormat, work: Work): string {
  if (format === 'bib') return bibtexEntry(work)
  if (format === 'ris') return risOf(work)
  return format === 'json' ? `${JSON.stringify([cslOf(work)], null, 2)}\n` : `${textOf(work)}\n`
}

export type CitedPaper = { paper: Paper; work: Work }

/** A paper as a work; where it has moved to, or null where there is none. */
export async function readCitedPaper(slug: string): Promise<{ found: CitedPaper } | { movedTo: string } | null> {
  const paper = await findPaper(slug)
  if (paper === null || 'movedTo' in paper) return paper
  return { found: { paper: paper.found, work: await workOf(paper.found) } }
}

/** A paper that was read as a work. */
export async function workOf(paper: Paper): Promise<Work> {
  const beside = await readMetadata(db().read, [paper.id])
  return workOfPaper(paper, beside.get(paper.id) ?? null)
}

/** Papers of a list as works, in its order. */
export async function worksOf(papers: readonly PaperLine[]): Promise<Work[]> {
  const beside = await readMetadata(db().read, papers.map(paper => paper.id))
  return papers.map(paper => workOfPaper(paper, beside.get(paper.id) ?? null))
}

export type CitedPost = {
  id: number
  kind: Post['kind']
  revision: number
  /** Whether this text has given way to another. */
  isFormer: boolean
  question: { number: number; heading: string; headingHtml: string; url: string }
  paper: { slug: string; title: string; titleHtml: string }
  /** The address of this very text, also once it has been changed. */
  revisionUrl: string
  work: Work
}

/** A public post as a work, as it reads now or, with `revision`, as it read then; null where the public may not read that. */
export async function readCitedPost(id: number, { revision = null, now = new Date() }: { revision?: number | null; now?: Date } = {}): Promise<CitedPost | null> {
  const about = await findPost(id, nobody, now)
  if (about === null || about.post.html === '') return null
  dependsOn(`thread:${about.question.id}`, `paper:${about.paper.id}`)
  const { post, question, paper } = about
  const text = revision === null || revision === post.revision ? presentText(about) : await formerText(about, revision)
  if (text === null) return null
  const site = await readSite()
  const name = nameOf(post.writer)
  const title = titleOf(post.kind, { number: question.number, heading: text.heading }, paper.title)
  const revisionUrl = absolute(revisionPath(id, text.revision))
  return {
    id, kind: post.kind, revision: text.revision, isFormer: text.revision !== post.revision, question, paper, revisionUrl,
    work: {
      // Two texts of one post may stand in one list of references.
      key: text.revision === post.revision ? `post-${id}` : `post-${id}-revision-${text.revision}`, type: 'post', title, braced: null, authors: [{ ...('former' in post.writer && post.writer.former ? { family: name, given: null } : partName(name)), written: null }], others: false,
      container: site.name, publisher: null, volume: null, issue: null, pages: null, issued: workDate(text.since),
      doi: null, arxiv: null, arxivVersion: null, primaryClass: null, url: revisionUrl,
      post: { orcid: await orcidOf(post.writer), revision: text.revision, seen: workDate(now) },
    },
  }
}

/** `since`: from when everybody could read it. */
type CitedText = { revision: number; heading: string; since: Date }

function presentText({ post, question }: OnePost): CitedText {
  return { revision: post.revision, heading: question.heading, since: readableSince(post, post.editedAt ?? post.createdAt) }
}

async function formerText(about: OnePost, revision: number): Promise<CitedText | null> {
  const former = await publicRevision(about, revision)
  const { post, question, paper } = about
  if (former === null) return null
  // A question without a title is called by its first sentence.
  const heading = post.kind === 'question' ? (await headingOf(former.title, (await renderPost(former.body, paper.id)).text)).heading : question.heading
  return { revision, heading, since: readableSince(post, former.createdAt) }
}

/** What waited for review could be read once it was approved. */
function readableSince({ publicAt }: Pick<Post, 'publicAt'>, written: Date): Date {
  return publicAt !== null && publicAt > written ? publicAt : written
}

// Citations are read everywhere, whatever language the site speaks.
function titleOf(kind: Post['kind'], question: { number: number; heading: string }, paper: string): string {
  if (kind === 'question') return `Question ${question.number} on ${paper}: ${question.heading}`
  return `${kind === 'answer' ? 'Answer to' : 'Comment on'} Question ${question.number} on ${paper}`
}

function nameOf(writer: Writer): string {
  return 'guest' in writer ? writer.guest : writer.former ? 'former member' : writer.name
}

/** A writer's ORCID iD where their profile has one. */
export async function orcidOf(writer: Writer): Promise<string | null> {
  if ('guest' in writer || writer.former) return null
  const [row] = await db().read.select({ orcid: people.orcid }).from(people).where(eq(people.handleFolded, writer.handle.toLowerCase()))
  return row?.orcid ?? null
}
