/** The content policy refuses no script, style or request of a page's own, neither at first nor when more is fetched; a refusal is an error in the console, which fails the test. */
import { expect, test, thread } from '../support/visitors'
import type { Page } from '@playwright/test'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'

/** The scripts that arrive while something is done. */
async function fetchedWhile(page: Page, act: () => Promise<void>): Promise<string[]> {
  const scripts: string[] = []
  page.on('response', response => { if (response.request().resourceType() === 'script' && response.ok()) scripts.push(new URL(response.url()).pathname) })
  await act()
  return scripts
}

test('the search field over a page fetches its script and finds', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/papers')
  const scripts = await fetchedWhile(page, async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('noise')
    await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(/noise/i)
  })
  expect(scripts).not.toEqual([])
})

test('a page with references fetches its cards', async ({ visitors }) => {
  const page = await visitors.reader()
  const scripts = await fetchedWhile(page, async () => {
    await page.goto(`${paper}/questions/2`, { waitUntil: 'networkidle' })
    await page.getByRole('article').getByRole('link', { name: 'Question 1' }).first().hover()
    await expect(page.getByRole('group', { name: 'In brief' })).toBeVisible()
  })
  expect(scripts.some(path => path.includes('cards'))).toBe(true)
})

test('the form of a question fetches what was asked already', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto(`${paper}/ask`)
  await page.getByLabel('Title').fill('Why does the compatibility loss help when the noise rate is high?')
  await expect(page.getByRole('heading', { name: 'Perhaps asked already' })).toBeVisible()
})

test('no page of lists, overviews and citations has an error, and a script in the address or text would not run', async ({ visitors }) => {
  const page = await visitors.reader()
  for (const path of ['/search?q=noise', '/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E', '/papers?view=timeline', '/papers?view=map', '/papers?view=dense', '/questions', '/topics/deep-metric-learning', `${paper}/cite`, thread]) {
    const sent = await page.goto(path)
    const policy = sent?.headers()['content-security-policy'] ?? ''
    expect(policy, path).toContain("script-src 'self'")
    expect(/script-src[^;]*'unsafe|script-src[^;]*\*/.test(policy), path).toBe(false)
    const inline = await page.locator('script:not([src]):not([type="application/ld+json"])').count()
    expect(inline, `${path} has inline scripts`).toBe(0)
    await page.waitForLoadState('networkidle')
  }
})
