/** People at their browsers: a reader, a guest, a member, the list's author. A console error of any page fails the test. */
import { test as base, expect } from '@playwright/test'
import type { Browser, ConsoleMessage, Cookie, Page } from '@playwright/test'

export { expect }

export const author = { email: 'author@example.org', password: 'a quiet reading room' }
export const thread = '/papers/pencil/questions/2'

type Account = { email: string; password: string }

export type Visitors = {
  /** A browser of its own, without cookies. */
  reader: () => Promise<Page>
  /** The same, signed in as the author or a member. */
  signedIn: (who: Account) => Promise<Page>
  /** A new member's browser. */
  member: (name: string) => Promise<Page>
}

// Signing in costs a password's hash: who has once may come back with the same session.
const sessions = new Map<string, Cookie[]>()

// A browser writes refused requests to the console; what the page then shows is for the test to judge.
const isFault = (message: ConsoleMessage) => message.type() === 'error' && !/Failed to load resource: the server responded with a status of 4\d\d|net::ERR_INTERNET_DISCONNECTED/.test(message.text())

export const test = base.extend<{ visitors: Visitors; faults: string[] }>({
  faults: [async ({}, use) => {
    const faults: string[] = []
    await use(faults)
    expect(faults, 'errors in the console').toEqual([])
  }, { auto: true }],
  visitors: async ({ browser, faults, javaScriptEnabled }, use) => {
    const open: Page[] = []
    const reader = async () => {
      const page = await opened(browser, javaScriptEnabled, faults)
      open.push(page)
      return page
    }
    const signedIn = async (who: Account) => {
      const page = await reader()
      const known = sessions.get(who.email)
      if (known) await page.context().addCookies(known)
      else sessions.set(who.email, await (await signIn(page, who)).context().cookies())
      return page
    }
    const member = async (name: string) => join(await reader(), name)
    await use({ reader, signedIn, member })
    for (const page of open) await page.context().close()
  },
})

async function opened(browser: Browser, javaScriptEnabled: boolean, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled })
  const page = await context.newPage()
  page.on('console', message => { if (isFault(message)) faults.push(message.text()) })
  page.on('pageerror', error => faults.push(error.message))
  return page
}

async function signIn(page: Page, who: Account): Promise<Page> {
  await page.goto('/signin')
  await page.getByLabel('E-mail').first().fill(who.email)
  await page.getByLabel('Password', { exact: true }).fill(who.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/signin'))
  return page
}

async function join(page: Page, name: string): Promise<Page> {
  const handle = `${name.toLowerCase()}-${unique()}`
  await page.goto('/signup')
  await page.getByLabel('Name', { exact: true }).fill(`${name} ${handle.slice(-6)}`)
  await page.getByLabel('Handle').fill(handle)
  await page.getByLabel('E-mail').fill(`${handle}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill('long enough password 1')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/signup'))
  return page
}

/** A word that no other test writes. */
export function unique(): string {
  return `${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`
}

/** Writes an answer in the thread that is open; a guest gives a name. */
export async function answer(page: Page, text: string, name?: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text)
  if (name !== undefined) await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('button', { name: 'Post answer' }).click()
}

/** Takes a decision in the queue on the post that has this text. */
export async function decide(moderator: Page, text: string, decision: 'Approve' | 'Reject' | 'Hide', reason?: string): Promise<void> {
  await moderator.goto('/moderation')
  const item = moderator.getByRole('article').filter({ hasText: text })
  if (reason !== undefined) await item.getByLabel('In your words').fill(reason)
  await item.getByRole('button', { name: decision }).click()
  await expect(moderator.getByRole('article').filter({ hasText: text })).toBeHidden()
}

/** The post that has this text, on the page that is open. */
export function postWith(page: Page, text: string) {
  return page.getByRole('article').filter({ has: page.locator(':scope > .said', { hasText: text }) })
}

/** An answer that everybody sees, by the author; gives its text. */
export async function published(visitors: Visitors, at: string = thread): Promise<{ text: string; page: Page }> {
  const page = await visitors.signedIn(author)
  const text = `The author says ${unique()}`
  await page.goto(at)
  await answer(page, text)
  await expect(postWith(page, text)).toBeVisible()
  return { text, page }
}

/** The handle of whoever is signed in here, from their settings. */
export async function handleOf(page: Page): Promise<string> {
  await page.goto('/settings')
  return page.getByLabel('Handle').inputValue()
}
