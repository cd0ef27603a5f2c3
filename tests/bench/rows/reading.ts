/** Finished pages: what a guest, a returning guest and a member ask for, against bare Node sending the same bytes. */
import { mirrored } from '../bench'
import type { Answering, Bench, Row } from '../bench'
import { costAgainst, rateAgainst, rates, waitAgainst, waits } from '../figure'
import type { Measured } from '../load/plan'
import { withCosts } from '../processor'
import { bytesEach, expectOnly, get } from '../requests'
import { turnAbout } from '../rounds'
import { fetchOnce } from '../servers'
import { answers } from './writing'

const connections = 50

export const guest: Row = {
  name: 'guest',
  says: 'a guest reads a thread of 20 answers',
  async run(bench) {
    for (const encoding of ['identity', 'br'] as const) {
      const what = `guest reads a thread, ${encoding === 'br' ? 'brotli' : encoding}`
      const { ours, bare } = await againstBare(bench, what, [{ target: bench.site.thread.path, headers: { 'accept-encoding': encoding }, status: 200 }])
      bench.tell(rateAgainst(what, rates(ours), { name: 'bare Node', rates: rates(bare) }, 0.8))
      bench.tell(waitAgainst(`${what}, p99`, waits(ours), { name: 'bare Node', waits: waits(bare) }, 4))
    }
  },
}

export const whileWriting: Row = {
  name: 'while-writing',
  says: 'the same, while 50 answers a second arrive in other threads',
  async run(bench) {
    const { port } = await bench.site.serve()
    const statuses: Record<string, number> = {}
    const before = await bench.site.tally()
    const posting = async (reading: () => Promise<Measured>) => {
      const requests = answers(bench.site, port, Math.ceil(bench.seconds * 50))
      const [read, written] = await Promise.all([reading(), bench.tools.beside({ port, connections: 8, seconds: bench.seconds, requests, once: true, perSecond: 50 })])
      for (const [status, count] of Object.entries(written.statuses)) statuses[status] = (statuses[status] ?? 0) + count
      return read
    }
    const what = 'guest reads a thread while 50 answers/s arrive elsewhere'
    const { ours, bare } = await againstBare(bench, what, [{ target: bench.site.thread.path, headers: { 'accept-encoding': 'br' }, status: 200 }], posting)
    const after = await bench.site.tally()
    bench.tell(rateAgainst(what, rates(ours), { name: 'bare Node', rates: rates(bare) }, 0.5))
    bench.tell(waitAgainst(`${what}, p99`, waits(ours), { name: 'bare Node', waits: waits(bare) }, null))
    const kept = after.answers - before.answers
    bench.tell({ what: 'answers that arrived while others read', found: `${JSON.stringify(statuses)}, ${kept} kept`, allowed: 'all 201, all kept', holds: Object.keys(statuses).join() === '201' && statuses['201'] === kept })
  },
}

export const pairs: Row = {
  name: 'pairs',
  says: 'a member reads a thread: the page and the viewer document',
  async run(bench) {
    const headers = { 'accept-encoding': 'br', cookie: bench.site.members.cookie }
    const targets = [bench.site.thread.path, `/viewer?path=${encodeURIComponent(bench.site.thread.path)}`].map(target => ({ target, headers, status: 200 }))
    const { ours, bare } = await againstBare(bench, 'page and viewer document of a member', targets)
    const half = (all: number[]) => all.map(rate => rate / 2)
    bench.tell(rateAgainst('page and viewer document of a member, pairs', half(rates(ours)), { name: 'bare Node', rates: half(rates(bare)) }, 0.4))
    bench.tell(waitAgainst('page and viewer document of a member, p99 of one', waits(ours), { name: 'bare Node', waits: waits(bare) }, null))
  },
}

export const unchanged: Row = {
  name: '304',
  says: 'a guest comes back to a page that has not changed',
  async run(bench) {
    const { port } = await bench.site.serve()
    const target = bench.site.thread.path
    const etag = (await fetchOnce(port, target, { 'accept-encoding': 'br' })).header('etag')
    if (etag === undefined) throw new Error(`${target} has no etag`)
    const { ours, bare } = await againstBare(bench, 'not modified (304)', [{ target, headers: { 'accept-encoding': 'br', 'if-none-match': etag }, status: 304 }])
    bench.tell(rateAgainst('not modified (304)', rates(ours), { name: 'bare Node', rates: rates(bare) }, 0.9))
    bench.tell(waitAgainst('not modified (304), p99', waits(ours), { name: 'bare Node', waits: waits(bare) }, null))
  },
}

type Wanted = { target: string; headers: Record<string, string>; status: number }
type Sides = { ours: Measured[]; bare: Measured[] }

/** The product and bare Node in turns; `around` does something beside the product's turn. */
async function againstBare(bench: Bench, what: string, targets: Wanted[], around: (reading: () => Promise<Measured>) => Promise<Measured> = reading => reading()): Promise<Sides> {
  const product = await bench.site.serve()
  const bare = await mirrored(bench, product.port, targets)
  const costs: { ours: number[]; bare: number[] } = { ours: [], bare: [] }
  const load = async (at: Answering, seconds: number, name: string, cost: number[] = []) => {
    const requests = targets.map(({ target, headers }) => get(at.port, target, headers))
    const measured = await withCosts(at.pid, cost, () => bench.tools.load({ port: at.port, connections, seconds, requests }))
    expectOnly(targets[0]?.status ?? 200, measured, name)
    return measured
  }
  const [own, other] = [bytesEach(await load(product, 1, 'the product')), bytesEach(await load(bare, 1, 'bare Node'))]
  // A pair of unlike pages may end uneven; anything more means that the two do not send the same.
  if (Math.abs(own - other) > 0.02 * Math.max(own, other)) throw new Error(`the product sends ${own.toFixed(0)} bytes an answer, bare Node ${other.toFixed(0)}`)
  const { first, second } = await turnAbout(bench.rounds, () => around(() => load(product, bench.seconds, 'the product', costs.ours)), () => load(bare, bench.seconds, 'bare Node', costs.bare))
  if (costs.ours.length > 0) bench.tell(costAgainst(`${what}, processor time of an answer`, costs.ours, { name: 'bare Node', costs: costs.bare }))
  return { ours: first, bare: second }
}
