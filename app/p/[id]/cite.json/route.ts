import { answerPost } from '../../../cited/answer'

export const dynamic = 'force-dynamic'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answerPost(request, (await params).id, 'json')
}
