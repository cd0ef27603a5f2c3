import { answerFeed } from '@/app/feeds/answer'

export const dynamic = 'force-dynamic'

/** New questions and answers of the whole site. */
export function GET(): Promise<Response> {
  return answerFeed({ of: 'site' })
}
