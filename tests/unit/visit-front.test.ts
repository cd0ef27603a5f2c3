/** Which answers of the front count as a view. */
import { expect, test } from 'vitest'
import { VisitCounter } from '@/server/visit-counter'
import type { DayOfVisits } from '@/forum/visits'
import { aFront, aPage } from '../support/front'

const reader = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Unmistakable/7.31' }

test('a page that was sent counts, and nothing else that the front answers; its log names no reader', async () => {
  const saved: DayOfVisits[] = []
  const visits = new VisitCounter({ siteUrl: 'http://localhost', save: days => { saved.push(...days); return Promise.resolve() } })
  const front = await aFront(({ path }) => aPage('<p>Read me.</p>', path === '/papers/none' ? 404 : 200), {}, { visits })
  try {
    await front.ask('/papers?after=abc&unknown=1', { headers: reader })
    await front.ask('/papers', { headers: reader, method: 'HEAD' })
    await front.ask('/papers/none', { headers: reader })
    await front.ask('/settings', { headers: reader })
    await front.ask('/healthz', { headers: reader })
    await front.ask('/feed.atom', { headers: reader })
    await front.ask('/papers', { headers: { 'user-agent': 'curl/8.5.0' } })
    await visits.flush()

    expect(saved.map(day => [day.site, [...day.pages]])).toEqual([[{ views: 1, visitors: 1 }, [['/papers', { views: 1, visitors: 1 }]]]])
    expect(front.lines.join('\n')).not.toMatch(/Unmistakable|127\.0\.0\.1/)
  } finally {
    await front.close()
  }
})
