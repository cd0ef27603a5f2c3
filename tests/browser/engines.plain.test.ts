/** What each kind of page tells engines and reference managers, without a script, from the pages as they are sent. */
import { z } from 'zod'
import { expect, test } from '../support/visitors'
import { blocksOf, faultsOf } from '../support/structured-data'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const thread = `${paper}/questions/2`
const pages: [path: string, types: string[]][] = [
  ['/', ['WebSite']], ['/papers', ['CollectionPage']], ['/questions', ['CollectionPage']], ['/topics/deep-metric-learning', ['BreadcrumbList', 'CollectionPage']],
  [paper, ['BreadcrumbList', 'CollectionPage']], [thread, ['QAPage', 'BreadcrumbList']], ['/people/the-colloquy-sample', ['ProfilePage']],
  ['/about', []], ['/search?q=noise', []], ['/signin', []], [`${paper}/cite`, []],
]

test('each page has the structured data of its kind, as documented, and its own canonical address', async ({ request, baseURL }) => {
  for (const [path, types] of pages) {
    const html = await (await request.get(path)).text()
    const blocks = blocksOf(html)
    expect(blocks.map(block => block['@type']), path).toEqual(types)
    for (const block of blocks) expect(faultsOf(block), `${path} ${block['@type']}`).toEqual([])
    expect(/<link rel="canonical" href="([^"]*)"/.exec(html)?.[1]?.replace(/\/$/, ''), path).toBe(`${baseURL ?? ''}${path.split('?')[0] ?? ''}`.replace(/\/$/, ''))
    expect(html, path).not.toMatch(/aggregateRating|"Review"|citation_doi|citation_pdf_url/)
  }
})

test('another order of a thread points to the usual one', async ({ request, baseURL }) => {
  expect(await (await request.get(`${thread}?order=newest`)).text()).toContain(`<link rel="canonical" href="${baseURL ?? ''}${thread}"/>`)
})

test('only a paper’s page describes the paper to reference managers, and no page says that it is the paper', async ({ request }) => {
  const onPaper = await (await request.get(paper)).text()
  expect(onPaper).toMatch(/<meta name="citation_title" content="[^"]+"/)
  expect(onPaper).toMatch(/<span class="Z3988" title="ctx_ver=Z39\.88-2004&amp;rft_val_fmt=[^"]+"/)
  const onThread = await (await request.get(thread)).text()
  expect(onThread).not.toMatch(/name="citation_|name="DC\.|Z3988/)
})

test('typed links stand in a header: a question names its lasting address, a paper never does', async ({ request, baseURL }) => {
  const ofThread = (await request.get(thread)).headers()['link'] ?? ''
  const ofPaper = (await request.get(paper)).headers()['link'] ?? ''
  const lasting = /<([^>]+\/p\/\d+)>; rel="cite-as"/.exec(ofThread)?.[1]
  expect(lasting).toMatch(new RegExp(`^${baseURL ?? ''}/p/\\d+$`))
  expect((await request.get(lasting ?? '')).url()).toBe(`${baseURL ?? ''}${thread}`)
  expect(ofThread).toContain(`<${lasting ?? ''}/cite.bib>; rel="describedby"; type="application/x-bibtex"`)
  expect(ofPaper).toContain(`<${baseURL ?? ''}${paper}/cite.json>; rel="describedby"; type="application/vnd.citationstyles.csl+json"`)
  expect(ofPaper).not.toContain('cite-as')
})

test('pages with nothing of their own are not for engines, and robots may fetch cards and citations', async ({ request }) => {
  for (const path of ['/search?q=noise', `${paper}/cite`]) expect(await (await request.get(path)).text(), path).toContain('<meta name="robots" content="noindex, follow"/>')
  for (const path of ['/', paper, thread]) expect(await (await request.get(path)).text(), path).not.toContain('name="robots"')
  const robots = await (await request.get('/robots.txt')).text()
  for (const open of ['/cards', '/p/', '/papers/x/cite']) expect(robots).not.toContain(`Disallow: ${open}`)
  for (const closed of ['/api/', '/forms/', '/search']) expect(robots).toContain(`Disallow: ${closed}`)
})

test('pages about no one paper or question have the card of the site, topics their own; a question is described in its own words', async ({ request, baseURL }) => {
  const head = async (path: string) => {
    const html = await (await request.get(path)).text()
    return { image: /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? '', description: /<meta name="description" content="([^"]+)"/.exec(html)?.[1] ?? '' }
  }
  for (const path of ['/', '/papers', '/questions']) expect((await head(path)).image, path).toBe(`${baseURL ?? ''}/cards/site.png`)
  const { image } = await head('/topics/deep-metric-learning')
  expect(image).toMatch(/\/cards\/topic-\d+\.png$/)
  for (const card of [`${baseURL ?? ''}/cards/site.png`, image]) {
    const picture = await request.get(card)
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/png'])
  }
  const { text } = z.object({ mainEntity: z.object({ text: z.string() }) }).parse(blocksOf(await (await request.get(thread)).text())[0]).mainEntity
  expect((await head(thread)).description).toContain(text.slice(0, 20))
})

test('the card of a question is a picture of the right size, kept by crawlers for a day, and an older address leads to it', async ({ request }) => {
  // Its name is made of what is on it, and other tests answer there meanwhile.
  await expect(async () => {
    const html = await (await request.get(thread)).text()
    const card = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1] ?? ''
    const picture = await request.get(card, { maxRedirects: 0 })
    const bytes = await picture.body()
    expect([picture.status(), picture.headers()['content-type'], picture.headers()['cache-control']]).toEqual([200, 'image/png', 'public, max-age=86400'])
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1_200, 630])
    const older = await request.get(card.replace(/[0-9a-f]{16}\.png$/, '0123456789abcdef.png'), { maxRedirects: 0 })
    expect([older.status(), older.headers()['location']]).toEqual([302, new URL(card).pathname])
  }).toPass({ timeout: 20_000 })
  expect((await request.get('/cards/question-999999-0123456789abcdef.png')).status()).toBe(404)
})

test('a paper and a question are cited without a script, and each format is a file', async ({ page, request }) => {
  for (const [path, heading] of [[paper, 'Cite this paper'], [thread, 'Cite this question']] as const) {
    await page.goto(path)
    await page.getByRole('link', { name: 'Cite', exact: true }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    for (const name of ['Text', 'BibTeX', 'RIS', 'CSL-JSON']) await expect(page.getByRole('region', { name, exact: true }).locator('pre')).not.toBeEmpty()
    await expect(page.getByText('Copy', { exact: true }).first()).toBeHidden()
    const address = await page.getByRole('link', { name: 'Download: BibTeX' }).getAttribute('href') ?? ''
    const file = await request.get(address)
    expect([file.headers()['content-type'], await file.text()]).toEqual(['application/x-bibtex; charset=utf-8', `${await page.getByRole('region', { name: 'BibTeX' }).locator('pre').textContent() ?? ''}\n`])
    expect(file.headers()['content-disposition']).toMatch(/^attachment; filename="[a-z0-9-]+\.bib"$/)
  }
})
