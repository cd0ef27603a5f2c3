import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** One thread: the question, its answers and comments. */
export async function GET(_request: Request, { params }: { params: Promise<{ slug: string; number: string }> }): Promise<Response> {
  const { slug, number } = await params
  return answerFeed(/^[1-9]\d{0,8}$/.test(number) ? { of: 'question', slug, number: Number(number) } : null)
}
