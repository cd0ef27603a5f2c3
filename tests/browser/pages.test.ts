/** Every kind of page at three widths, in light and dark: nothing that axe finds, one heading, no sideways scroll, no other host asked. */
import { faultsIn } from '../support/axe'
import { author, expect, test, thread } from '../support/visitors'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const open = ['/', '/papers', '/papers?view=dense&sort=open', '/papers?view=timeline', '/papers?view=map', paper, thread, `${paper}/questions/4`, `${paper}/ask`, '/questions', '/questions?order=waiting&status=open', '/search', '/search?q=noise', '/search?q=noise&kind=answer&status=open', '/search?q=nothinglikethis', `${paper}/cite`, '/p/2/cite', '/topics/deep-metric-learning', '/people/the-colloquy-sample', '/about', '/signin', '/signup', '/no/such/page']
const desks = ['/statistics', '/statistics?period=all', '/moderation', '/moderation/log', '/reading-list', '/settings', `${paper}/questions/1`]
const looked = { light: 1440, dark: 360 }

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [360, 768, 1440]) {
    test(`reading pages in ${scheme} at ${width} px`, async ({ visitors, baseURL }) => {
      test.setTimeout(180_000)
      const page = await visitors.reader()
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme })
      const foreign: string[] = []
      page.on('request', request => { if (!request.url().startsWith(baseURL ?? '-') && !request.url().startsWith('data:')) foreign.push(request.url()) })
      for (const path of open) {
        await page.goto(path)
        expect(await page.locator('h1').count(), path).toBe(1)
        // What is folded is read, too.
        await page.locator('main details').evaluateAll(all => { for (const one of all) one.setAttribute('open', '') })
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways`).toBeLessThanOrEqual(0)
        // Faults hang on the width (what is folded) or on the colours (contrast), so each of both is looked at once; of the others the layout.
        if (looked[scheme] !== width) continue
        expect(await faultsIn(page), path).toEqual([])
      }
      expect(foreign).toEqual([])
    })
  }

  test(`the author’s desks in ${scheme}`, async ({ visitors }) => {
    test.setTimeout(180_000)
    const page = await visitors.signedIn(author)
    await page.emulateMedia({ colorScheme: scheme })
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      for (const path of desks) {
        await page.goto(path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} scrolls sideways at ${width}`).toBeLessThanOrEqual(0)
        if (looked[scheme] !== width) continue
        expect(await faultsIn(page), `${path} at ${width}`).toEqual([])
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
