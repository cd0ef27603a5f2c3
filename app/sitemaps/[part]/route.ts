import { readSitemapPart } from '@/forum/sitemap'
import { answerLines } from '../../sitemap.xml/answer'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ part: string }> }

/** A part of a long sitemap: `0.xml`, `1.xml` and so on. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const number = /^(0|[1-9]\d{0,5})\.xml$/.exec((await params).part)?.[1]
  const lines = number === undefined ? null : await readSitemapPart(Number(number))
  return lines === null ? new Response('There is no such part.\n', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } }) : answerLines(lines)
}
