/** How the list of papers and its open questions are gone through, the same with scripts and without. */
import { author, expect, unique } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors) => Promise<void>

export const browsingJourneys: Record<string, Journey> = {
  'the table of papers is sorted by a heading and turned round, and says so in its address': async visitors => {
    const page = await visitors.reader()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/papers?rating=up')
    await page.getByRole('columnheader', { name: 'Paper' }).getByRole('link').click()
    await expect(page).toHaveURL(/\/papers\?sort=title&rating=up$/)
    await expect(page.getByRole('columnheader', { name: 'Paper' })).toHaveAttribute('aria-sort', 'ascending')
    const titles = await page.getByRole('rowheader').allTextContents()
    expect(titles.length).toBeGreaterThan(2)
    await page.getByRole('columnheader', { name: 'Paper' }).getByRole('link').click()
    await expect(page.getByRole('columnheader', { name: 'Paper' })).toHaveAttribute('aria-sort', 'descending')
    expect(await page.getByRole('rowheader').allTextContents()).toEqual(titles.toReversed())
    await expect(page.getByRole('columnheader', { name: 'Mark' })).not.toHaveAttribute('aria-sort')
  },

  'filters narrow the list, and what they find nothing in says so': async visitors => {
    const page = await visitors.reader()
    await page.goto('/papers')
    await page.getByLabel('Words in the title').fill('metric learning to rank')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page.getByRole('rowheader')).toHaveCount(1)
    await expect(page.getByLabel('Words in the title')).toHaveValue('metric learning to rank')
    await page.getByText('More filters').click()
    await page.getByLabel('To year').fill('1900')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'No such papers' })).toBeVisible()
    await page.getByRole('link', { name: 'All papers' }).click()
    await expect(page).toHaveURL(/\/papers$/)
  },

  'papers are sorted by topic from its heading': async visitors => {
    const page = await visitors.reader()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/papers')
    await page.getByRole('columnheader', { name: 'Topic' }).getByRole('link').click()
    await expect(page).toHaveURL(/\/papers\?sort=topic$/)
    await expect(page.getByRole('columnheader', { name: 'Topic' })).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText('By topic, from A to Z; those under none come last.')).toBeVisible()
  },

  'what an address says and no list knows is told above the list, with the way back': async visitors => {
    const page = await visitors.reader()
    for (const [place, words, clear] of [
      ['/papers?rating=banana&open=1', '“Author’s mark” in the address says nothing', '/papers?open=1'], ['/papers?year=abc', '“Year” in the address', '/papers'],
      ['/papers?topic=no-such-topic', 'There is no topic “no-such-topic”', '/papers'], ['/papers?venue=Nowhere&sort=sideways', 'There is no venue that begins with “Nowhere”', '/papers'],
      ['/questions?topic=no-such-topic', 'There is no topic “no-such-topic”', '/questions'], ['/questions?status=ajar', '“Status” in the address', '/questions'], ['/questions?expert=alchemy', 'needs an expert in “alchemy”', '/questions'],
    ] as const) {
      await page.goto(place)
      await expect(page.getByText(words)).toBeVisible()
      await page.getByRole('link', { name: 'Clear it from the address' }).click()
      await expect(page).toHaveURL(new RegExp(`${clear.replace('?', '\\?')}$`))
      await expect(page.getByText('in the address')).toHaveCount(0)
    }
    await page.goto('/papers?year=2019')
    await expect(page.getByRole('link', { name: 'Clear it from the address' })).toHaveCount(0)
    await expect(page.getByLabel('From year')).toHaveValue('2019')
  },

  'tabs of an order stand in one line on a telephone': async visitors => {
    const page = await visitors.reader()
    await page.setViewportSize({ width: 360, height: 740 })
    for (const place of ['/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels', '/search?q=metric', '/papers']) {
      await page.goto(place)
      const navs = await page.getByRole('navigation', { name: /^(Order of|Views)/ }).all()
      expect(navs.length, place).toBeGreaterThan(0)
      for (const tabs of navs) {
        const tops = await tabs.getByRole('link').evaluateAll(links => links.map(link => link.getBoundingClientRect().top))
        expect(new Set(tops).size, place).toBe(1)
      }
    }
  },

  'the map of topics is gone through by keyboard, and lists the same under it': async visitors => {
    const page = await visitors.reader()
    await page.goto('/papers?view=map')
    const tile = page.getByRole('group', { name: 'Map of topics' }).getByRole('link', { name: /^Deep Metric Learning: \d+ papers/ })
    await tile.focus()
    await expect(tile).toBeFocused()
    await page.getByText('The same as a list').click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Deep Metric Learning' }).first()).toContainText('papers')
    await tile.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/papers\?topic=deep-metric-learning$/)
  },

  'whoever asked says what kind of expert a question needs, and readers find it by that': async visitors => {
    const title = `Who knows this measure ${unique()}`
    const words = `measure theory ${unique()}`
    const page = await visitors.signedIn(author)
    await page.goto('/papers/deep-metric-learning-to-rank/ask')
    await page.getByLabel('Title').fill(title)
    await page.getByText('Needs a particular expert?').click()
    await page.getByLabel('Needs an expert in').fill(words)
    await page.getByLabel('Your question').fill('I do not see which measure is meant.')
    await page.getByRole('button', { name: 'Ask question' }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(page.getByText(`needs an expert in ${words}`)).toBeVisible()

    const reader = await visitors.reader()
    await reader.goto('/questions')
    await reader.getByRole('complementary').getByRole('link', { name: words }).click()
    await expect(reader).toHaveURL(/\/questions\?expert=/)
    await expect(reader.getByRole('heading', { name: title })).toBeVisible()
    await expect(reader.getByText('Questions without answers come first')).toBeVisible()
  },
}
