/** The viewer document, answered in this process without asking Next.js. */
import { viewerDocument } from '@/api/viewer'
import type { Answer } from './answer'
import type { Visit } from './visit'

export const viewerPath = '/viewer'

/** What belongs to whoever asks on the page that `?path=` names; it is always made for one and never kept. */
export async function viewerAnswer(visit: Visit): Promise<Answer> {
  const { headers } = visit.request
  const asking = { cookies: headers.cookie ?? null, authorization: headers.authorization ?? null, address: visit.address }
  const document = await viewerDocument(asking, new URLSearchParams(visit.query).get('path'))
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(document)) }
}
