import { answerPaper } from '../../../cited/answer'

export const dynamic = 'force-dynamic'

export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return answerPaper((await params).slug, 'bib')
}
