import { z } from 'zod'
import { author, expect, test } from '../support/visitors'

test('a former text is cited from its page by its own address; one that is not there is not found, with a sentence', async ({ page, visitors, baseURL }) => {
  const site = baseURL ?? ''
  const { request } = await visitors.signedIn(author)
  const headers = { origin: site }
  const posted = await request.post('/api/v1/posts/2/comments', { headers, data: { body: `A first text of ${Date.now()}.` } })
  const { id } = z.object({ id: z.number() }).parse(await posted.json())
  expect((await request.patch(`/api/v1/posts/${id}`, { headers: { ...headers, 'if-match': '"1"' }, data: { body: `A second text of ${Date.now()}.` } })).status()).toBe(200)

  const former = await page.goto(`/p/${id}?revision=1`)
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(`${site}/p/${id}?revision=1`)
  expect(await page.locator('link[rel=cite-as]').getAttribute('href')).toBe(`${site}/p/${id}?revision=1`)
  expect(former?.headers()['x-robots-tag'] ?? await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex')
  await page.getByRole('link', { name: 'Cite', exact: true }).click()

  await expect(page.getByText('A former text is cited here, revision 1.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'BibTeX' }).locator('pre')).toContainText(`url = {${site}/p/${id}?revision=1}`)
  expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(`${site}/p/${id}/cite?revision=1`)
  const file = await page.getByRole('link', { name: 'Download: BibTeX' }).getAttribute('href')
  expect(await (await request.get(file ?? '')).text()).toContain(`@misc{post-${id}-revision-1,`)
  await page.getByRole('link', { name: 'Cite the present text' }).click()
  await expect(page.getByRole('region', { name: 'BibTeX' }).locator('pre')).toContainText('note = {revision 2}')

  expect((await page.goto(`/p/${id}/cite?revision=9`))?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no page here' })).toBeVisible()
  const missing = await request.get(`/p/${id}/cite.bib?revision=9`)
  expect([missing.status(), await missing.text()]).toEqual([404, 'This post has no such revision that everybody may read.\n'])
})
