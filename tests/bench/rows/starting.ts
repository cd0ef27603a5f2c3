/** A second start: nothing is built or moved any more, the site is as full as it is. */
import type { Row } from '../bench'
import { median } from '../rounds'
import { fetchOnce } from '../servers'

const atMostSeconds = 5

export const start: Row = {
  name: 'start',
  says: 'a second start, until the first page of a thread',
  async run(bench) {
    const found: number[] = []
    for (let round = 0; round <= bench.rounds; round++) {
      const served = await bench.site.restart()
      const began = performance.now()
      const { status } = await fetchOnce(served.port, bench.site.thread.path)
      if (status !== 200) throw new Error(`the first page answered ${status}`)
      if (round > 0) found.push((served.readyMs + performance.now() - began) / 1000)
    }
    const seconds = median(found)
    bench.tell({ what: `second start to the first page, ${bench.site.posts.toLocaleString('en-GB')} posts`, found: `${seconds.toFixed(2)} s (best ${Math.min(...found).toFixed(2)})`, allowed: `under ${atMostSeconds} s`, holds: seconds < atMostSeconds })
  },
}
