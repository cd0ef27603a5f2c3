/** What the process keeps in memory: at the start, with a full store, and under a mixed load that goes on. */
import type { Bench, Row } from '../bench'
import { megabytes } from '../figure'
import { get } from '../requests'
import { median } from '../rounds'
import { fetchOnce, gaugeOf, memoryOf } from '../servers'
import { answers } from './writing'

const MiB = 1024 * 1024
const atMost = { start: 200 * MiB, full: 350 * MiB, growth: 1.05 } as const
const stretches = 9

export const memory: Row = {
  name: 'memory',
  says: 'memory of the process at the start, with a full store, after a mixed load',
  async run(bench) {
    const { port } = await bench.site.restart()
    await fetchOnce(port, bench.site.thread.path)
    const start = await memoryOf(port)
    bench.tell({ what: 'memory after the start and a first page', found: megabytes(start), allowed: `under ${megabytes(atMost.start)}`, holds: start < atMost.start })

    const pages = everyPage(bench)
    const crawl = await bench.tools.load({ port, connections: 8, seconds: 120, once: true, requests: pages.map(page => get(port, page, { 'accept-encoding': 'br' })) })
    const full = await memoryOf(port)
    const [stored, heap] = [await gaugeOf(port, 'page_store_bytes'), await gaugeOf(port, 'heap_used_bytes')]
    bench.tell({ what: 'memory with a full store', found: `${megabytes(full)} after ${crawl.count} pages${stored === null ? '' : `, ${megabytes(stored)} of them stored`}, ${megabytes(heap ?? 0)} of it JavaScript's`, allowed: `under ${megabytes(atMost.full)}`, holds: full < atMost.full })

    const found = await mixedLoad(bench, port, pages)
    const [early, late] = [median(found.slice(stretches / 3, stretches * 2 / 3)), median(found.slice(stretches * 2 / 3))]
    bench.tell({
      what: 'memory under a mixed load', found: `${megabytes(late)}, ${(late / early).toFixed(2)} times that of a third of the load before`, allowed: `under ${atMost.growth} times`, holds: late / early < atMost.growth,
    })
  },
}

/** The memory after each of some stretches of reading, searching and posting. */
async function mixedLoad(bench: Bench, port: number, pages: string[]): Promise<number[]> {
  const { cookie } = bench.site.members
  const reading = pages.flatMap((page, n) => [
    get(port, page, { 'accept-encoding': n % 3 === 0 ? 'identity' : 'br' }),
    ...(n % 2 === 0 ? [get(port, `/viewer?path=${encodeURIComponent(page)}`, { cookie })] : []),
    ...(n % 10 === 0 ? [get(port, `/search?q=loss+${n}`), get(port, '/feed.atom'), get(port, '/api/v1/papers'), get(port, '/papers/no-such-paper')] : []),
  ])
  const found: number[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    await Promise.all([
      bench.tools.load({ port, connections: 16, seconds: 2 * bench.seconds, requests: reading }),
      bench.tools.beside({ port, connections: 8, seconds: 2 * bench.seconds, once: true, perSecond: 30, requests: answers(bench.site, port, Math.ceil(60 * bench.seconds)) }),
    ])
    found.push(await memoryOf(port))
  }
  return found
}

/** As many different pages as fill a store: lists, papers, threads in each order, people with posts and without. */
function everyPage(bench: Bench): string[] {
  const { threads, papers, topics, people } = bench.site.pages
  const members = bench.site.members.handles.map(handle => `/people/${handle}`)
  const orders = ['?order=newest', '?order=oldest']
  return ['/', '/papers', '/questions', '/about', ...topics, ...threads, ...papers, ...people, ...members, ...orders.flatMap(order => threads.map(thread => thread + order))].slice(0, 6_000)
}
