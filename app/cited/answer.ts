/** Citations as files at addresses of their own. */
import { citationIn, citationTypes, readCitedPaper, readCitedPost } from '@/forum/citing'
import type { CitationFormat, CitedPost } from '@/forum/citing'
import type { Work } from '@/forum/cited-works'
import { numberIn, slugFrom } from '../parameters'

/** A paper's citation, a redirect where the paper has moved, or 404. */
export async function answerPaper(slug: string, format: CitationFormat): Promise<Response> {
  const paper = await readCitedPaper(slugFrom(slug))
  if (paper === null) return nothing()
  return 'movedTo' in paper ? new Response(null, { status: 308, headers: { location: `${paper.movedTo}/cite.${format}` } }) : file(format, paper.found.work)
}

/** The citation of a public post, with `?revision=N` of that text of it; 404 for any other. */
export async function answerPost(request: Request, id: string, format: CitationFormat): Promise<Response> {
  const revision = new URL(request.url).searchParams.get('revision')
  const cited = await citedPost(id, revision)
  if (cited !== null) return file(format, cited.work)
  return nothing(revision === null || await citedPost(id, null) === null ? undefined : 'This post has no such revision that everybody may read.')
}

/** A public post, or a revision of it, by what stands in an address. */
export async function citedPost(id: string, revision: string | null): Promise<CitedPost | null> {
  const [post, number] = [numberIn(id), numberIn(revision)]
  const isAsked = revision !== null && revision !== ''
  if (post === null || post > largest || (isAsked && (number === null || number > largest))) return null
  return readCitedPost(post, { revision: number })
}

const largest = 2_147_483_647

function file(format: CitationFormat, work: Work): Response {
  // Keys are ASCII without quotation marks.
  const name = `${work.key.replaceAll(':', '-')}.${format}`
  return new Response(citationIn(format, work), { headers: { 'content-type': citationTypes[format], 'content-disposition': `attachment; filename="${name}"` } })
}

function nothing(why = 'There is nothing to cite here.'): Response {
  return new Response(`${why}\n`, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
