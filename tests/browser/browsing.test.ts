import { z } from 'zod'
import { browsingJourneys } from '../support/browsing-journeys'
import { author, expect, test } from '../support/visitors'

for (const [name, journey] of Object.entries(browsingJourneys)) test(name, async ({ visitors }) => { await journey(visitors) })

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'

test('a place of a paper that takes many words fits a telephone, in lists, on the paper and in the thread', async ({ visitors, baseURL }) => {
  const page = await visitors.signedIn(author)
  const asked = await page.request.post(`/api/v1${paper}/questions`, {
    headers: { origin: baseURL ?? '' }, data: { title: 'What does this passage say?', body: 'I cannot tell.', anchor: { kind: 'quote', label: `“${'we observe that it changes the number of layers only '.repeat(2)}”` } },
  })
  expect(asked.status()).toBe(201)
  const { url } = z.object({ url: z.string() }).parse(await asked.json())
  await page.setViewportSize({ width: 360, height: 800 })
  for (const path of ['/questions', paper, url]) {
    await page.goto(path)
    await expect(page.locator('.chip.anchor').filter({ hasText: 'we observe' }).first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThanOrEqual(0)
  }
})
