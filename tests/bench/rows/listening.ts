/** Readers who left a thread open: event streams on which nothing happens. */
import type { Row } from '../bench'
import { megabytes, waitAgainst, waits } from '../figure'
import type { Measured } from '../load/plan'
import { expectOnly, get } from '../requests'
import { memoryOf } from '../servers'

const wanted = 5_000
const bytesEach = 40 * 1024
const othersTimes = 2

export const live: Row = {
  name: 'live',
  says: '5,000 idle event streams, and how others fare meanwhile',
  async run(bench) {
    const { port } = await bench.site.serve()
    const { listeners, load } = bench.tools
    const read = async () => {
      const found: Measured[] = []
      for (let round = 0; round < bench.rounds; round++) {
        const measured = await load({ port, connections: 50, seconds: bench.seconds, requests: [get(port, bench.site.thread.path, { 'accept-encoding': 'br' })] })
        expectOnly(200, measured, 'readers beside listeners')
        found.push(measured)
      }
      return found
    }
    await read()
    const alone = await read()
    const before = await memoryOf(port)
    const { held } = await listeners.ask({ port, count: wanted, request: get(port, '/live', { accept: 'text/event-stream' }) })
    const each = held === 0 ? 0 : (await memoryOf(port) - before) / held
    bench.tell({ what: 'event streams held idle', found: held.toLocaleString('en-GB'), allowed: wanted.toLocaleString('en-GB'), holds: held === wanted })
    bench.tell({ what: 'memory of one idle event stream', found: held === 0 ? 'none held' : `${(each / 1024).toFixed(1)} KiB (${megabytes(each * held)} in all)`, allowed: `under ${bytesEach / 1024} KiB`, holds: held > 0 && each < bytesEach })
    if (held > 0) {
      const beside = await read()
      bench.tell(waitAgainst(`guest reads a thread beside ${held} event streams, p99`, waits(beside), { name: 'without them', waits: waits(alone) }, othersTimes))
    }
    await listeners.ask({ port, count: 0, request: '' })
  },
}
