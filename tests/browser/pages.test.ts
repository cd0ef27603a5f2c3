/** Every kind of page at three widths, in light and dark: nothing that axe finds, one heading, no sideways scroll, no other host asked. */
import { AxeBuilder } from '@axe-core/playwright'
import { author, expect, test, thread } from '../support/visitors'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const open = ['/', '/papers', paper, thread, `${paper}/questions/4`, `${paper}/ask`, '/questions', '/search?q=noise', '/search?q=nothinglikethis', '/topics/deep-metric-learning', '/people/the-colloquy-sample', '/about', '/signin', '/signup', '/no/such/page']
const desks = ['/moderation', '/moderation/log', '/reading-list', '/settings', `${paper}/questions/1`]

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [360, 768, 1440]) {
    test(`reading pages in ${scheme} at ${width} px`, async ({ browser, baseURL }) => {
      test.setTimeout(120_000)
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme })
      const page = await context.newPage()
      const foreign: string[] = []
      page.on('request', request => { if (!request.url().startsWith(baseURL ?? '-') && !request.url().startsWith('data:')) foreign.push(request.url()) })
      for (const path of open) {
        await page.goto(path)
        expect(await page.locator('h1').count(), path).toBe(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        // The middle width shows the column of the narrow one with the gutter of the wide one: its layout is looked at, not its markup again.
        if (width === 768) continue
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(violation => `${path}: ${violation.id} ${violation.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([])
      }
      expect(foreign).toEqual([])
      await context.close()
    })
  }

  test(`the author’s desks in ${scheme}`, async ({ visitors }) => {
    test.setTimeout(120_000)
    const page = await visitors.signedIn(author)
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      for (const path of desks) {
        await page.goto(path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(violation => `${path} at ${width}: ${violation.id} ${violation.nodes[0]?.html.slice(0, 120) ?? ''}`)).toEqual([])
      }
    }
  })
}

test('the script of a reading page is at most 10 kB packed', async ({ page, request }) => {
  await page.goto(thread)
  const scripts = await page.locator('script[src]').evaluateAll(all => all.map(script => script.getAttribute('src') ?? ''))
  let bytes = 0
  for (const src of scripts) bytes += Number((await request.get(src, { headers: { 'accept-encoding': 'gzip' } })).headers()['content-length'] ?? 99_999)
  expect(bytes).toBeLessThanOrEqual(10 * 1024)
})
