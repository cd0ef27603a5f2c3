/** What the tests of threads that are read share: a question of their own, and what its author does in it by the API. */
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { author, expect, unique } from './visitors'
import type { Visitors } from './visitors'

const paper = 'probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const posted = z.object({ id: z.number(), url: z.string() })
const filler = 'A sentence that takes up room, so that there is something to scroll past and to keep in its place. '.repeat(12)

export type AThread = { id: number; path: string; /** The author's browser. */ page: Page; answers: number[] }

/** A question by the author with so many long answers. */
export async function aThread(visitors: Visitors, answers = 0): Promise<AThread> {
  const page = await visitors.signedIn(author)
  await page.goto('/about')
  const asked = posted.parse(await told(page, 'POST', `/papers/${paper}/questions`, { title: `Does it follow ${unique()}?`, body: filler }))
  const thread: AThread = { id: asked.id, path: new URL(asked.url).pathname, page, answers: [] }
  for (let n = 1; n <= answers; n += 1) thread.answers.push(await answered(thread, `Answer ${n}. ${filler}`))
  return thread
}

/** Adds an answer of the author's; gives its id. */
export async function answered(thread: AThread, body: string): Promise<number> {
  return posted.parse(await told(thread.page, 'POST', `/questions/${thread.id}/answers`, { body: `${body} ${unique()}` })).id
}

/** Adds a comment of the author's; gives its id. */
export async function commented(thread: AThread, on: number, body: string): Promise<number> {
  return posted.parse(await told(thread.page, 'POST', `/posts/${on}/comments`, { body: `${body} ${unique()}` })).id
}

/** What the API answers to whoever is signed in on a page. */
export async function told(page: Page, method: string, path: string, body: object | null = null, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await page.evaluate(async ({ address, how, sent, more }) => {
    const response = await fetch(address, { method: how, headers: { ...(sent === null ? {} : { 'content-type': 'application/json' }), ...more }, ...(sent === null ? {} : { body: sent }) })
    return { status: response.status, text: await response.text() }
  }, { address: `/api/v1${path}`, how: method, sent: body && JSON.stringify(body), more: headers })
  expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
  return answer.text === '' ? null : JSON.parse(answer.text)
}

/** Opens a thread and waits until the reader hears of what happens in it. */
export async function follow(page: Page, path: string): Promise<void> {
  const stream = page.waitForResponse(response => response.url().includes('/live?'))
  await page.goto(path)
  await stream
}

/** The id of a post as the API tells it. */
export function idOf(answer: unknown): number {
  return posted.parse(answer).id
}

export function post(page: Page, id: number) {
  return page.locator(`#post-${id}`)
}

/** How far an element is from the top of the window. */
export async function topOf(page: Page, id: number): Promise<number> {
  return Math.round((await post(page, id).locator(':scope > .said, :scope > .tombstone').boundingBox())?.y ?? Number.NaN)
}
