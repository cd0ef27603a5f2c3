import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** What one person writes. */
export async function GET(_request: Request, { params }: { params: Promise<{ handle: string }> }): Promise<Response> {
  return answerFeed({ of: 'person', handle: (await params).handle })
}
