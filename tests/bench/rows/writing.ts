/** Posts and votes through the API, each by another member, all of them kept. */
import type { Row } from '../bench'
import { costAlone, exactly, rateAlone, rates, waitAgainst, waitAlone, waits } from '../figure'
import type { Measured } from '../load/plan'
import type { Site } from '../made-site'
import { withCosts } from '../processor'
import { call, expectOnly, get } from '../requests'
import { turnAbout } from '../rounds'

const promised = { posts: { sqlite: 250, postgres: 400 }, votes: 500, waitMs: 250, readersTimes: 3 } as const
const readersPerSecond = 200
/** For all members' votes, which end the load before. */
const longestSeconds = 240

export const posting: Row = {
  name: 'posting',
  says: 'answers of many members through the API, and how readers fare meanwhile',
  onBoth: true,
  async run(bench) {
    const { port, pid } = await bench.site.serve()
    const { engine, tools } = bench
    const perSecond = promised.posts[engine]
    const before = await bench.site.tally()
    const sent = { kept: 0, others: '' }
    const post = async (most: number, more: { once: true; perSecond?: number; connections: number }) => {
      const load = await tools.beside({ port, seconds: bench.seconds, requests: answers(bench.site, port, most), ...more })
      count(sent, load)
      return load
    }
    const read = async () => {
      const load = await tools.load({ port, connections: 16, seconds: bench.seconds, perSecond: readersPerSecond, requests: [get(port, bench.site.thread.path, { 'accept-encoding': 'br' })] })
      expectOnly(200, load, 'readers')
      return load
    }
    await post(200, { once: true, connections: 16 })

    const fast: Measured[] = []
    const costs: number[] = []
    for (let round = 0; round < bench.rounds; round++) fast.push(await withCosts(pid, costs, () => post(Math.ceil(bench.seconds * 4_000), { once: true, connections: 32 })))
    bench.tell(rateAlone(`answers posted (${engine})`, rates(fast), perSecond))
    bench.tell(waitAlone(`answers posted as fast as they are taken (${engine}), p99`, waits(fast), null))
    if (costs.length > 0) bench.tell(costAlone(`an answer posted (${engine}), processor time`, costs))

    const steady: Measured[] = []
    const { first, second } = await turnAbout(bench.rounds, async () => {
      const [readers, load] = await Promise.all([read(), post(Math.ceil(bench.seconds * perSecond), { once: true, perSecond, connections: 64 })])
      steady.push(load)
      return readers
    }, read)
    bench.tell(waitAlone(`${perSecond} answers/s (${engine}), p99`, waits(steady), promised.waitMs))
    bench.tell(waitAgainst(`readers while ${perSecond} answers/s arrive (${engine}), p99`, waits(first), { name: 'nobody writing', waits: waits(second) }, promised.readersTimes))
    const kept = (await bench.site.tally()).answers - before.answers
    bench.tell(exactly(`answers told as posted and kept (${engine})`, `${sent.kept} answered 201, ${kept} kept${sent.others}`, 'the same number, nothing else', sent.kept === kept && sent.others === ''))
  },
}

export const votes: Row = {
  name: 'votes',
  says: 'many members vote on one answer, and take it back',
  onBoth: true,
  async run(bench) {
    const { port, pid } = await bench.site.serve()
    const { engine } = bench
    const [target, { tokens }] = [`/api/v1/posts/${bench.site.hot.answer}/vote`, bench.site.members]
    const voted: Measured[] = []
    const [faults, costs]: [string[], number[]] = [[], []]
    let cast = 0
    for (let round = 0; round < bench.rounds; round++) {
      const before = await bench.site.tally()
      const given = await withCosts(pid, costs, () => bench.tools.load({ port, connections: 32, seconds: longestSeconds, once: true, requests: tokens.map(token => call('PUT', port, target, token)) }))
      const after = await bench.site.tally()
      const taken = await bench.tools.load({ port, connections: 32, seconds: longestSeconds, once: true, requests: tokens.map(token => call('DELETE', port, target, token)) })
      const back = await bench.site.tally()
      const [up, down] = [given.statuses['200'] ?? 0, taken.statuses['200'] ?? 0]
      const exact = up === tokens.length && down === tokens.length && after.score - before.score === up && after.votes - before.votes === up && back.score === before.score && back.votes === before.votes
      if (!exact) faults.push(`of ${tokens.length} votes ${JSON.stringify(given.statuses)}, the score grew by ${after.score - before.score}; of as many taken back ${JSON.stringify(taken.statuses)}, ${back.score - before.score} are left`)
      cast += up
      voted.push(given)
    }
    bench.tell(rateAlone(`votes on one answer (${engine})`, rates(voted), promised.votes))
    bench.tell(waitAlone(`votes on one answer (${engine}), p99`, waits(voted), null))
    if (costs.length > 0) bench.tell(costAlone(`a vote on one answer (${engine}), processor time`, costs))
    bench.tell(exactly(`score and votes kept of one answer (${engine})`, faults[0] ?? `${cast} cast, all taken back, exact after each round`, 'exact', faults.length === 0))
  },
}

let written = 0

/** Answers of one member after the other to one question after the other, no text twice. */
export function answers(site: Site, port: number, many: number): string[] {
  const { members: { tokens }, pages: { questions } } = site
  return Array.from({ length: many }, () => {
    written += 1
    const body = `The bound of equation ${written} holds as long as $x_${written % 10} > 0$.\n\nSeen at ${Date.now()}, answer ${written}: see *section ${written % 7}* and the table there.`
    return call('POST', port, `/api/v1/questions/${questions[written % Math.min(questions.length, 200)]}/answers`, tokens[written % tokens.length] ?? '', { body })
  })
}

function count(sent: { kept: number; others: string }, load: Measured): void {
  for (const [status, many] of Object.entries(load.statuses)) {
    if (status === '201') sent.kept += many
    else sent.others += `, ${many} answered ${status}`
  }
  if (load.broken > 0) sent.others += `, ${load.broken} connections broken`
}
