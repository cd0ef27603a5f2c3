/** Which paper a metadata service is asked about next, and what came of it. It is kept in a setting: whatever becomes of the process, a paper that
 *  failed is left in peace for days, and of several processes one asks at a time. */
import { and, asc, eq, isNotNull, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { paperMetadata, papers, settings } from '@/db/schema'
import { inTransaction } from './action'
import { done } from './errors'

const metadataServices = ['crossref', 'arxiv'] as const
export type MetadataService = (typeof metadataServices)[number]
export type Asking = { service: MetadataService; paper: number; slug: string; id: string }
/** `found`: the paper is described now. `nothing`: the answer was of no use. `busy`: asked too often, for so long if it says so. `away`: nobody answered. */
export type AskingOutcome = { what: 'found' | 'nothing' | 'away' } | { what: 'busy'; forMs: number | null }
export type Turn = { what: 'ask'; asking: Asking } | { what: 'wait'; ms: number } | { what: 'nothing' }

/** Both services ask for this at least (info.arxiv.org/help/api/tou; www.crossref.org/documentation/retrieve-metadata/rest-api/). */
export const askEveryMs = 3_000
const dayMs = 24 * 3_600_000
const paperRest = { firstDays: 2, mostDays: 64 } as const
const serviceRest = { firstMs: 10 * 60_000, mostMs: dayMs } as const
const lookedAt = 5_000
const key = 'metadata.asked'

const rest = z.object({ tries: z.number(), until: z.number() })
const kept = z.object({ notBefore: z.number(), services: z.partialRecord(z.enum(metadataServices), rest), papers: z.record(z.string(), rest) })
type Kept = z.output<typeof kept>

/** All that could be asked, now or later: papers of the list with an id and without metadata. DOIs go to Crossref before arXiv is asked. */
export async function papersToAsk(on: Reader = db().read): Promise<Asking[]> {
  const rows = await on.select({ paper: papers.id, slug: papers.slug, doi: papers.doi, arxiv: papers.arxiv }).from(papers).leftJoin(paperMetadata, eq(paperMetadata.paper, papers.id))
    .where(and(papers.onList, isNull(paperMetadata.paper), or(isNotNull(papers.doi), isNotNull(papers.arxiv)))).orderBy(asc(papers.position), asc(papers.id)).limit(lookedAt)
  return rows.flatMap(({ paper, slug, doi, arxiv }): Asking[] => [
    ...doi !== null && /^10\.\d{4,9}\/[!-~]{1,300}$/u.test(doi) ? [{ service: 'crossref' as const, paper, slug, id: doi }] : [],
    ...arxiv !== null && /^(?:\d{4}\.\d{4,5}|[a-z][a-z.-]{1,20}\/\d{7})$/iu.test(arxiv) ? [{ service: 'arxiv' as const, paper, slug, id: arxiv }] : [],
  ])
}

/** Takes the next turn to ask. It counts as failed until `told` says otherwise, so that a paper over which a process dies is not asked again at once. */
export async function takeTurn(now: Date): Promise<Turn> {
  if ((await papersToAsk()).length === 0) return { what: 'nothing' }
  const turn = await inTransaction<Turn>(async tx => {
    const before = await held(tx)
    const open = await papersToAsk(tx)
    const at = now.getTime()
    const until = (one: Asking) => Math.max(before.notBefore, before.services[one.service]?.until ?? 0, before.papers[keyOf(one)]?.until ?? 0)
    const next = open.find(one => until(one) <= at)
    if (!next) return done(open.length === 0 ? { what: 'nothing' } : { what: 'wait', ms: Math.min(...open.map(until)) - at })
    const tries = (before.papers[keyOf(next)]?.tries ?? 0) + 1
    // What is described or gone meanwhile is forgotten here.
    const waiting = new Set(open.map(keyOf))
    const others = Object.entries(before.papers).filter(([name]) => waiting.has(name))
    await keep(tx, { ...before, notBefore: at + askEveryMs, papers: { ...Object.fromEntries(others), [keyOf(next)]: { tries, until: at + Math.min(paperRest.mostDays, paperRest.firstDays ** tries) * dayMs } } })
    return done({ what: 'ask', asking: next })
  })
  return turn.ok ? turn.value : { what: 'nothing' }
}

/** Keeps what came of a turn. A service that is busy or away rests as a whole; a paper is to blame only where it was answered. */
export async function toldOf(asking: Asking, outcome: AskingOutcome, now: Date): Promise<void> {
  await inTransaction(async tx => {
    const before = await held(tx)
    const at = now.getTime()
    const tries = (before.services[asking.service]?.tries ?? 0) + 1
    const away = Math.min(serviceRest.mostMs, serviceRest.firstMs * 2 ** (tries - 1))
    const rests = outcome.what === 'busy' ? Math.min(serviceRest.mostMs, Math.max(askEveryMs, outcome.forMs ?? away)) : outcome.what === 'away' ? away : null
    const services = { ...before.services, [asking.service]: rests === null ? { tries: 0, until: 0 } : { tries, until: at + rests } }
    const { [keyOf(asking)]: tried, ...otherPapers } = before.papers
    const unblamed = outcome.what === 'found' || (outcome.what === 'busy' && (tried?.tries ?? 1) <= 1)
    const own = tried && outcome.what === 'busy' ? { tries: tried.tries - 1, until: at } : tried
    await keep(tx, { ...before, services, papers: unblamed || !own ? otherPapers : { ...otherPapers, [keyOf(asking)]: own } })
    return done(null)
  })
}

function keyOf({ service, paper }: Asking): string {
  return `${service} ${paper}`
}

/** The setting, held until the transaction ends: who writes a row has it to themselves on either engine. */
async function held(tx: Tx): Promise<Kept> {
  const nothing: Kept = { notBefore: 0, services: {}, papers: {} }
  await tx.insert(settings).values({ key, value: nothing }).onConflictDoUpdate({ target: settings.key, set: { key } })
  const [row] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  const read = kept.safeParse(row?.value)
  return read.success ? read.data : nothing
}

async function keep(tx: Tx, value: Kept): Promise<void> {
  await tx.update(settings).set({ value }).where(eq(settings.key, key))
}
