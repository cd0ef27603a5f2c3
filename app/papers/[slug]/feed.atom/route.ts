import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** New questions and answers on one paper. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return answerFeed({ of: 'paper', slug: (await params).slug })
}
