/** Searching without scripts: the page, its filters, what it says to what it cannot take. */
import { expect, test } from '../support/visitors'

test('the page without words explains itself by examples that are searches', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/')
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await expect(page).toHaveURL(/\/search$/)
  await expect(page.getByRole('heading', { name: 'How to search' })).toBeVisible()
  for (const operator of ['title:', 'author:', 'topic:', 'kind:', 'status:open', 'has:answer', 'rating:up', 'is:endorsed', 'after:', 'before:']) await expect(page.getByRole('link', { name: operator }).first()).toBeVisible()
  await page.getByRole('link', { name: /^title:/ }).click()
  await expect(page).toHaveURL(/q=title%3A/)
  await expect(page.getByRole('searchbox')).toHaveValue(/^title:/)
})

test('filters narrow by links and a form, stay when the words change, and go by their chips', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/search?q=noise')
  const margin = page.getByRole('complementary', { name: 'Filters' })
  await margin.getByRole('group', { name: 'Kind' }).getByRole('link', { name: /^Papers/ }).click()
  await expect(page).toHaveURL(/\/search\?q=noise&kind=paper$/)
  await expect(page.locator('.hits > li .small').first()).toHaveText('Paper')
  await page.getByRole('searchbox').fill('labels')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page).toHaveURL(/q=labels&kind=paper$/)
  await margin.getByText('More filters').click()
  await margin.getByLabel('Written since').fill('2020-03-01')
  await margin.getByRole('button', { name: 'Narrow' }).click()
  await expect(page.getByRole('link', { name: 'Remove filter: Since 2020-03-01' })).toBeVisible()
  await page.getByRole('link', { name: 'Remove filter: Papers' }).click()
  await expect(page).toHaveURL(/\/search\?q=labels&since=2020-03-01$/)
})

test('in a narrow window the filters are folded above the results', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/search?q=noise&kind=answer')
  await expect(page.getByRole('complementary', { name: 'Filters' })).toBeHidden()
  await expect(page.getByText('1 in use')).toBeVisible()
  await page.locator('summary', { hasText: 'Filters' }).first().click()
  await expect(page.getByRole('link', { name: /^Answers/ })).toHaveAttribute('aria-current', 'true')
  await page.getByRole('link', { name: /^Questions/ }).click()
  await expect(page).toHaveURL(/kind=question$/)
})

test('nothing found says what to try', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/search?q=nothinglikethis&status=open')
  await expect(page.getByRole('heading', { name: 'Nothing for “nothinglikethis”' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'open questions' })).toBeVisible()
  await page.getByRole('link', { name: 'Search without filters' }).click()
  await expect(page).toHaveURL(/\/search\?q=nothinglikethis$/)
})

test('words that are too long or too many come back with a sentence, at once', async ({ visitors }) => {
  const page = await visitors.reader()
  for (const [typed, sentence] of [['x'.repeat(201), '200 characters'], ['y'.repeat(10_000), '200 characters'], ['%E5%AD%A6'.repeat(1_700), '200 characters'], ['word+'.repeat(13), '12 at most']] as const) {
    const began = performance.now()
    const answer = await page.goto(`/search?q=${typed}`)
    expect(answer?.status()).toBe(200)
    expect(performance.now() - began).toBeLessThan(3_000)
    await expect(page.getByRole('alert')).toContainText(sentence)
    await expect(page.getByRole('searchbox')).toHaveValue(decodeURIComponent(typed).replaceAll('+', ' ').trim())
    await expect(page.locator('.hits')).toHaveCount(0)
  }
  expect((await page.goto(`/search?q=${'z'.repeat(16_500)}`))?.status()).toBe(414)
})

test('what no address means is passed over', async ({ visitors }) => {
  const page = await visitors.reader()
  for (const query of ['q=%00', 'q=%ff', 'q=%22', 'q=noise&after=garbage', 'q=noise&since=2025-02-31', 'q=noise&topic=none&author=%27', 'q=noise&order=worst&kind=animal', 'q=noise&q=label', 'kind=paper']) {
    expect((await page.goto(`/search?${query}`))?.status(), query).toBe(200)
  }
})

test('every page tells browsers how to search here', async ({ visitors, baseURL }) => {
  const page = await visitors.reader()
  for (const path of ['/', '/papers', '/search', '/no/such/page']) {
    await page.goto(path)
    await expect(page.locator('head > link[rel=search]')).toHaveAttribute('href', '/opensearch.xml')
  }
  const answer = await page.request.get('/opensearch.xml')
  expect(answer.headers()['content-type']).toContain('application/opensearchdescription+xml')
  expect(await answer.text()).toContain(`template="${baseURL ?? ''}/search?q={searchTerms}"`)
})
