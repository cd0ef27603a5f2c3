/** How authors read the statistics of their site, the same with scripts and without; nobody else can. */
import { author, expect } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors) => Promise<void>

export const statisticsJourneys: Record<string, Journey> = {
  'an author reads what was posted as a plot, and the same numbers as a table and as a file': async visitors => {
    const page = await visitors.signedIn(author)
    await page.goto('/statistics')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Statistics')
    for (const name of ['Visits', 'Questions and answers', 'How soon questions are answered', 'The queue']) await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible()

    const plot = page.getByRole('figure').filter({ hasText: 'Posted each week' })
    await expect(plot.getByRole('img', { name: /^Posted each week In all \d+ questions?/ }).first()).toBeVisible()
    await expect(plot.getByRole('table')).toBeHidden()
    await plot.getByText('The numbers').click()
    const heads = await plot.getByRole('columnheader').allTextContents()
    expect(heads).toEqual(['Week of', 'Questions', 'Answers', 'Comments'])
    const shown = await plot.getByRole('row').filter({ has: page.getByRole('rowheader') }).evaluateAll(all => all.map(row => [...row.children].map(cell => (cell.textContent ?? '').replaceAll(',', '')).join(',')))
    expect(shown.length).toBeGreaterThan(0)

    const address = await plot.getByRole('link', { name: 'CSV: Posted each week' }).getAttribute('href') ?? ''
    const file = await page.request.get(address)
    expect([file.status(), file.headers()['content-type'], file.headers()['content-disposition'], file.headers()['cache-control']])
      .toEqual([200, 'text/csv; charset=utf-8; header=present', 'attachment; filename="posts-30.csv"', 'private, no-store'])
    const [first, ...rows] = (await file.text()).trim().split('\r\n')
    expect(first).toBe('week,questions,answers,comments')
    expect(rows.toReversed()).toEqual(shown)
  },

  'the period is chosen by links, stands in the address, and goes with the files': async visitors => {
    const page = await visitors.signedIn(author)
    await page.goto('/statistics')
    const periods = page.getByRole('navigation', { name: 'Period' })
    await expect(periods.getByRole('link', { name: '30 days' })).toHaveAttribute('aria-current', 'page')
    await periods.getByRole('link', { name: 'All time' }).click()
    await expect(page).toHaveURL(/\/statistics\?period=all$/)
    await expect(periods.getByRole('link', { name: 'All time' })).toHaveAttribute('aria-current', 'page')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV: Posted each week' }).click()
    expect((await download).suggestedFilename()).toBe('posts-all.csv')
    await page.goto('/statistics?period=forever')
    await expect(periods.getByRole('link', { name: '30 days' })).toHaveAttribute('aria-current', 'page')
  },

  'readers and members are refused the page and its files, and see no link to it': async visitors => {
    const reader = await visitors.reader()
    expect((await reader.goto('/statistics'))?.status()).toBe(401)
    await expect(reader.getByText('Posted each week')).toHaveCount(0)
    expect((await reader.request.get('/statistics/posts.csv')).status()).toBe(401)
    const member = await visitors.member('Curious')
    expect((await member.goto('/statistics'))?.status()).toBe(403)
    await expect(member.getByText('Posted each week')).toHaveCount(0)
    await expect(member.locator('a[href="/statistics"]')).toHaveCount(0)
    const refused = await member.request.get('/statistics/visits.csv')
    expect([refused.status(), refused.headers()['content-type']]).toEqual([403, 'text/plain; charset=utf-8'])
    const page = await visitors.signedIn(author)
    expect((await page.request.get('/statistics/people.csv')).status()).toBe(404)
  },
}
