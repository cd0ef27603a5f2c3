import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** Open questions of all papers. */
export function GET(): Promise<Response> {
  return answerFeed({ of: 'questions' })
}
