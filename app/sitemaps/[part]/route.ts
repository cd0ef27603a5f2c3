import { readSitemapPart } from '@/forum/sitemap'
import { answerLines } from '../../sitemap.xml/answer'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ part: string }> }

/** A part of a long sitemap: `0.xml`, `1.xml`, `1-2.xml`, `people-1.xml` and so on. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const name = /^([a-z\d-]{1,20})\.xml$/.exec((await params).part)?.[1]
  const lines = name === undefined ? null : await readSitemapPart(name)
  return lines === null ? new Response('There is no such part.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } }) : answerLines(lines)
}
