/** A site in simplified Chinese, as started: no sentence of the English interface is left on its pages, and its stored pages are the same for all. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { messages } from '@/words/en'
import { texts } from '@/words/zh-Hans'
import { aProduct, authorSignIn } from '../support/product'
import type { Product } from '../support/product'

let site: Product
let session = ''

beforeAll(async () => {
  site = await aProduct({ SITE_LANGUAGE: 'zh-Hans' })
  await site.start()
  const signedIn = await fetch(`${site.base}/forms/signin`, { method: 'POST', redirect: 'manual', headers: { origin: site.base }, body: new URLSearchParams(authorSignIn) })
  session = signedIn.headers.getSetCookie().map(line => line.split(';')[0] ?? '').join('; ')
}, 240_000)

afterAll(() => site.remove())

const forAll = ['/', '/papers', '/questions', '/papers/pencil', '/papers/pencil/questions/2', '/papers/pencil/ask', '/about', '/search', '/search?q=noise', '/search?q=nothing-at-all', '/signin', '/signup', '/nothing-here', '/offline', '/follow/questions/1', '/unsubscribe?token=x', '/signin/link?token=x']
const forAuthor = ['/moderation', '/moderation/log', '/moderation/rules', '/moderation/people', '/notifications', '/settings', '/reading-list']

// Sentences of English that the list's author, or an example of Markdown, may write as well are not among them.
const sentences = messages.filter(text => /^[A-Z].*[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(text) && !/\{\d\}/.test(text))

async function textOf(path: string, headers: Record<string, string> = {}): Promise<string> {
  const page = await (await fetch(`${site.base}${path}`, { headers })).text()
  expect(page, path).toContain('<html lang="zh-Hans" dir="ltr"')
  return page.replaceAll('&#x27;', "'").replaceAll('&amp;', '&').replaceAll('<!-- -->', '')
}

test('no sentence of the English interface is left', async () => {
  expect(sentences.length).toBeGreaterThan(300)
  for (const path of forAll) {
    const page = await textOf(path)
    expect(sentences.filter(text => page.includes(text)), path).toEqual([])
  }
  for (const path of forAuthor) {
    const page = await textOf(path, { cookie: session })
    expect(page, path).toContain(texts['Sign out'])
    expect(sentences.filter(text => page.includes(text)), path).toEqual([])
  }
})

test('whatever language a browser asks for, a stored page has one body', async () => {
  const path = '/papers/pencil/questions/2'
  const bodies = await Promise.all(['en', 'zh', 'fr-CA,fr;q=0.9'].map(async language => (await fetch(`${site.base}${path}`, { headers: { 'accept-language': language } })).text()))
  expect(new Set(bodies).size).toBe(1)
})

test('refusals and scripts are in the site’s language, too', async () => {
  const refused = await fetch(`${site.base}/api/v1/papers/none`)
  expect(await refused.json()).toMatchObject({ status: 404, detail: texts['There is no such thing here.'] })
  const address = /<script type="module" src="([^"]+)"/.exec(await textOf('/'))?.[1] ?? ''
  const script = await (await fetch(`${site.base}${address}`)).text()
  expect(address).toContain('zh-Hans')
  expect(script).toContain(texts['Draft kept on this device'])
  expect(script).not.toContain('Draft kept on this device')
})

test('what is set in a thread of its own speaks it, too, and so does the page of last resort', async () => {
  const question = /data-thread="(\d+)"/.exec(await textOf('/papers/pencil/questions/2'))?.[1] ?? ''
  const shown = await fetch(`${site.base}/forms/preview`, { method: 'POST', headers: { origin: site.base, accept: 'application/json', cookie: session }, body: new URLSearchParams({ form: 'answer', question, body: 'Here $\\frac{1$ fails.' }) })
  expect(await shown.text()).toContain(texts['The formula that starts with {0} is not closed: add }.'].replace('{0}', '\\\\frac'))
  const foreign = await fetch(`${site.base}/forms/answer`, { method: 'POST', headers: { origin: 'https://elsewhere.example' }, body: new URLSearchParams({ body: 'A text that nobody may lose.' }) })
  const page = await foreign.text()
  expect(page).toContain(`aria-label="${texts['Site']}"`)
  expect(sentences.filter(text => page.includes(text))).toEqual([])
  const manifest: unknown = await (await fetch(`${site.base}/manifest.webmanifest`)).json()
  expect(manifest).toMatchObject({ lang: 'zh-Hans' })
})
