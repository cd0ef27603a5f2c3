/** The same work on a large site and on one of 1,000 posts: nothing may grow with the site. */
import type { Bench, Row } from '../bench'
import { rates } from '../figure'
import type { Site } from '../made-site'
import type { Measured, Plan } from '../load/plan'
import { call, get } from '../requests'
import { median, turnAbout } from '../rounds'
import { answers } from './writing'
import { withoutStore } from './rendering'

const times = 1.25

type Work = { name: string; judged: boolean; settings: Record<string, string>; plan: (site: Site, port: number) => Plan }

const stored = (name: string, target: (site: Site) => string, headers: (site: Site) => Record<string, string> = () => ({})): Work => ({
  name, judged: true, settings: {}, plan: (site, port) => ({ port, connections: 50, seconds: 1, requests: [get(port, target(site), { 'accept-encoding': 'br', ...headers(site) })] }),
})
const rendered = (name: string, target: (site: Site) => string, judged = true): Work => ({
  name: `${name}, rendered`, judged, settings: withoutStore, plan: (site, port) => ({ port, connections: 8, seconds: 1, requests: [get(port, target(site), { 'accept-encoding': 'identity' })] }),
})

const works: Work[] = [
  stored('thread', site => site.thread.path),
  stored('viewer document', site => `/viewer?path=${encodeURIComponent(site.thread.path)}`, site => ({ cookie: site.members.cookie })),
  { name: 'answers posted', judged: true, settings: {}, plan: (site, port) => ({ port, connections: 32, seconds: 1, once: true, requests: answers(site, port, 12_000) }) },
  { name: 'votes on one answer', judged: true, settings: {}, plan: (site, port) => ({ port, connections: 32, seconds: 1, requests: turnsOf(site, port) }) },
  rendered('thread', site => site.thread.path),
  rendered('thread of 200 answers', site => site.long.path),
  rendered('home', () => '/'),
  rendered('papers', () => '/papers'),
  rendered('questions', () => '/questions'),
  rendered('paper', site => site.thread.path.replace(/\/questions\/\d+$/, '')),
  rendered('topic', site => site.pages.topics[0] ?? '/'),
  rendered('person', site => site.pages.people[0] ?? '/'),
  rendered('search', () => '/search?q=margin', false),
]

export const size: Row = {
  name: 'size',
  says: 'every kind of work on the large site against one of 1,000 posts (with --posts)',
  async run(bench) {
    if (bench.small === null) return
    for (const work of works) await compare(bench, bench.small, work)
  },
}

async function compare(bench: Bench, small: Site, work: Work): Promise<void> {
  const [large, little] = [await bench.site.serve(work.settings), await small.serve(work.settings)]
  const side = (site: Site, port: number) => async (): Promise<Measured> => {
    const load = await bench.tools.load({ ...work.plan(site, port), seconds: bench.seconds })
    const failed = Object.keys(load.statuses).filter(status => !status.startsWith('2'))
    if (failed.length > 0 || load.count === 0) throw new Error(`${work.name}: ${JSON.stringify(load.statuses)}, ${load.count} of them within ${bench.seconds} s`)
    return load
  }
  const [there, here] = [side(bench.site, large.port), side(small, little.port)]
  await there()
  await here()
  const { first, second } = await turnAbout(bench.rounds, there, here)
  const slower = median(rates(second)) / median(rates(first))
  bench.tell({
    what: `${work.name}, ${bench.site.posts.toLocaleString('en-GB')} posts against ${small.posts.toLocaleString('en-GB')}`, found: `${median(rates(first)).toFixed(0)}/s`, against: `small site ${median(rates(second)).toFixed(0)}/s`,
    ratio: slower.toFixed(2), allowed: work.judged ? `under ${times} times as slow` : 'told only', holds: !work.judged || slower <= times,
  })
}

function turnsOf(site: Site, port: number): string[] {
  const target = `/api/v1/posts/${site.hot.answer}/vote`
  return [...site.members.tokens.map(token => call('PUT', port, target, token)), ...site.members.tokens.map(token => call('DELETE', port, target, token))]
}
