/** Pages that are in no store: every request is rendered. */
import type { Answering, Bench, Row } from '../bench'
import { costAgainst, rateAgainst, rates, told, waitAgainst, waits } from '../figure'
import { withCosts } from '../processor'
import { expectOnly, get } from '../requests'
import { median, turnAbout } from '../rounds'

const connections = 8

/** With these settings nothing is stored. */
export const withoutStore = { PAGE_STORE_MB: '0' }

export const uncached: Row = {
  name: 'uncached',
  says: 'a thread rendered for every request, against `next start` of the same build',
  async run(bench) {
    const next = await bench.site.serveByNext()
    const costs: { ours: number[]; next: number[] } = { ours: [], next: [] }
    const ours = rendered(bench, await bench.site.serve(withoutStore), bench.site.thread.path, costs.ours)
    const theirs = rendered(bench, next, bench.site.thread.path, costs.next)
    await ours()
    await theirs()
    costs.ours.length = costs.next.length = 0
    const { first, second } = await turnAbout(bench.rounds, ours, theirs)
    bench.tell(rateAgainst('thread rendered for each request', rates(first), { name: 'next start', rates: rates(second) }, 0.9))
    bench.tell(waitAgainst('thread rendered for each request, p99', waits(first), { name: 'next start', waits: waits(second) }, null))
    if (costs.ours.length > 0) bench.tell(costAgainst('thread rendered for each request, processor time', costs.ours, { name: 'next start', costs: costs.next }))
  },
}

export const length: Row = {
  name: 'length',
  says: 'the page of a thread of 200 answers against that of 2, rendered for each request',
  async run(bench) {
    const product = await bench.site.serve(withoutStore)
    const { first, second } = await turnAbout(bench.rounds, rendered(bench, product, bench.site.long.path), rendered(bench, product, bench.site.short.path))
    const times = median(second.map(load => load.perSecond)) / median(first.map(load => load.perSecond))
    bench.tell({ what: 'page of 50 of 200 answers, rendered', found: `${times.toFixed(2)} times the cost of 2 answers`, allowed: 'under 4 times', holds: times < 4 })
    bench.tell(told('page of 2 answers, rendered', `${median(rates(second)).toFixed(0)}/s`))
  },
}

function rendered(bench: Bench, { port, pid }: Answering, target: string, costs: number[] = []) {
  const requests = [get(port, target, { 'accept-encoding': 'identity' })]
  return async () => {
    const load = await withCosts(pid, costs, () => bench.tools.load({ port, connections, seconds: bench.seconds, requests }))
    expectOnly(200, load, target)
    return load
  }
}
