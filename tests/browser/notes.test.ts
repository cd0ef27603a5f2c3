import { faultsIn } from '../support/axe'
import { journeys } from '../support/notes-journeys'
import { author, expect, test } from '../support/visitors'

// An author, a member and a reader at a busy machine take their time.
test.setTimeout(60_000)

const papers = { edited: 'ranked-list-loss-for-deep-metric-learning', settled: 'deep-metric-learning-beyond-binary-supervision' }

for (const [name, journey] of Object.entries(journeys)) test(name, async ({ visitors }) => { await journey(visitors, papers) })

test('the rooms of notes have names and contrast enough, and fit a phone', async ({ visitors }) => {
  const page = await visitors.signedIn(author)
  for (const path of ['/reading-list', `/reading-list/papers/${papers.edited}`]) {
    await page.goto(path)
    expect(await faultsIn(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    await page.setViewportSize({ width: 1280, height: 800 })
  }
})
