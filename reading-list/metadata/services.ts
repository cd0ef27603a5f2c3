/** Asks Crossref or arXiv about one paper by its id: one of two addresses that stand here, and nothing else (SECURITY R16). */
import type { Asking, AskingOutcome, MetadataService } from '@/forum/metadata-asking'
import { arxivOf } from '../identity'
import type { Entry } from './entry'
import { readMetadataFile } from './read'

/** What carries a request: `fetch`, or in tests something like it. */
export type Door = (address: string, init: RequestInit) => Promise<Response>
export type Answered = { outcome: Exclude<AskingOutcome, { what: 'found' }>; why: string } | { outcome: { what: 'found' }; entry: Entry }

/** How long an answer may take, its text included, and how long it may be. */
export const askingBounds = { waitMs: 5_000, bytes: 1024 * 1024 } as const

const addresses: Record<MetadataService, (id: string) => string> = {
  crossref: doi => `https://api.crossref.org/works/${encodeURIComponent(doi)}`,
  arxiv: id => `https://export.arxiv.org/api/query?id_list=${encodeURIComponent(id)}`,
}
const forms: Record<MetadataService, string> = { crossref: 'application/json', arxiv: 'application/atom+xml' }

export function askedAddress({ service, id }: Pick<Asking, 'service' | 'id'>): string {
  return addresses[service](id)
}

/** One request. Redirects are not followed; a rejected request, a slow and a broken one are an outcome like others. */
export async function ask(asking: Asking, { door, siteUrl, ending, waitMs = askingBounds.waitMs }: { door: Door; siteUrl: string; ending: AbortSignal; waitMs?: number }): Promise<Answered> {
  let answer: Response
  let body: Uint8Array | null
  try {
    const signal = AbortSignal.any([ending, AbortSignal.timeout(waitMs)])
    answer = await door(askedAddress(asking), { redirect: 'manual', signal, headers: { 'accept': forms[asking.service], 'user-agent': `Colloquy (${siteUrl})` } })
    body = answer.status === 200 ? await bounded(answer, signal) : await dropped(answer)
  } catch (error) {
    return { outcome: { what: 'away' }, why: error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${waitMs / 1000} s` : 'nobody answered' }
  }
  const { status } = answer
  const forMs = retryAfter(answer.headers.get('retry-after'))
  if (status === 429 || (status === 503 && forMs !== null)) return { outcome: { what: 'busy', forMs }, why: `asked too often (${status})` }
  if (status >= 500) return { outcome: { what: 'away' }, why: `it answered ${status}` }
  if (status >= 300 && status < 400) return { outcome: { what: 'nothing' }, why: 'it would lead elsewhere, which is not followed' }
  if (status === 404) return { outcome: { what: 'nothing' }, why: 'it does not know the id' }
  if (status !== 200) return { outcome: { what: 'nothing' }, why: `it answered ${status}` }
  if (body === null) return { outcome: { what: 'nothing' }, why: `the answer has more than ${askingBounds.bytes / 1024 / 1024} MiB` }
  const read = readMetadataFile(body)
  const entry = read.ok ? read.entries.find(one => isAbout(one, asking)) : undefined
  // An answer about another paper would describe this one wrongly.
  return entry ? { outcome: { what: 'found' }, entry } : { outcome: { what: 'nothing' }, why: read.ok ? 'the answer is about another paper' : 'the answer cannot be read' }
}

function isAbout(entry: Entry, { service, id }: Asking): boolean {
  if (service === 'crossref') return entry.doi?.toLowerCase() === id.toLowerCase()
  return entry.arxiv?.toLowerCase() === (arxivOf(`arxiv:${id}`)?.id ?? id).toLowerCase()
}

/** The body, or null where it has more bytes than are taken. */
async function bounded(answer: Response, signal: AbortSignal): Promise<Uint8Array | null> {
  if (!answer.body) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of answer.body) {
    signal.throwIfAborted()
    length += part.length
    // Leaving the loop cancels the rest.
    if (length > askingBounds.bytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function dropped(answer: Response): Promise<null> {
  await answer.body?.cancel()
  return null
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null): number | null {
  if (value === null) return null
  if (/^\d{1,9}$/u.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}
