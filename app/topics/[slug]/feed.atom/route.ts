import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** New questions and answers on the papers of one topic. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return answerFeed({ of: 'topic', slug: (await params).slug })
}
