/** The API, answered in this process without asking Next.js. */
import { answerRequest } from '@/api/answering'
import type { Asked } from '@/api/contract'
import type { Answer } from './answer'
import { joined } from './visit'
import type { Visit } from './visit'

/** Whether the API itself stands at this path; what else lies under /api is asked of the pages. */
export function isApi(path: string): boolean {
  return path === '/api/v1' || path.startsWith('/api/v1/')
}

/** The API's answer to a visit; a fault of ours is one too. */
export function apiAnswer(visit: Visit, siteUrl: string, sent: Sent): Promise<Answer> {
  return answerRequest(askedOf(visit, siteUrl, sent))
}

/** What a request sent along. `token`: it brought one, so its cookies are no proof and stay behind. */
export type Sent = { body: Buffer | null; token: boolean }

/** What the API learns of a visit. */
export function askedOf(visit: Pick<Visit, 'request' | 'method' | 'path' | 'query' | 'address' | 'requestId'>, siteUrl: string, sent: Sent): Asked {
  const { headers } = visit.request
  return {
    method: visit.method, url: new URL(visit.path + visit.query, siteUrl), body: sent.body ?? nothing, number: visit.requestId,
    cookies: sent.token ? null : headers.cookie ?? null, authorization: headers.authorization ?? null, address: visit.address,
    origin: headers.origin ?? null, contentType: headers['content-type'] ?? null,
    key: joined(headers['idempotency-key']) ?? null, ifMatch: headers['if-match'] ?? null,
  }
}

const nothing = Buffer.alloc(0)
