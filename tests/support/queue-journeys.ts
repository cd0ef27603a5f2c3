/** What the browser tests of the moderators' desk share: guests' posts by one browser, and a second moderator. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { expect, unique } from './visitors'

/** A thread of its own: so many answers would push those of other tests to a later page. */
const busyThread = '/papers/pencil/questions/5'
const posted = z.object({ id: z.number() })
const kept = z.object({ state: z.string() })

/** So many guests' answers, all from one browser of their own; gives their ids. */
export async function answersOfGuest(request: APIRequestContext, count: number): Promise<[number, ...number[]]> {
  const { origin } = new URL(await originOf(request))
  const page = await (await request.get(busyThread)).text()
  const question = /data-thread="(\d+)"/.exec(page)?.[1] ?? ''
  const word = unique()
  const ids: number[] = []
  for (let n = 0; n < count; n++) {
    const answer = await request.post(`/api/v1/questions/${question}/answers`, { headers: { origin }, data: { body: `Thought ${n} of ${word}.`, guest: `Guest ${word}` } })
    expect(answer.status()).toBe(202)
    ids.push(posted.parse(await answer.json()).id)
  }
  const [first, ...others] = ids
  if (first === undefined) throw new Error('no answer was asked for')
  return [first, ...others]
}

async function originOf(request: APIRequestContext): Promise<string> {
  const answer = await request.get('/healthz')
  return answer.url()
}

/** The states of posts, as the guest sees them who wrote them in this browser. */
export async function statesOf(request: APIRequestContext, ids: readonly number[]): Promise<string[]> {
  const states: string[] = []
  for (const id of ids) states.push(kept.parse(await (await request.get(`/api/v1/posts/${id}`)).json()).state)
  return states
}

/** The queue of all that this post's browser has written. */
export function queueOfWriter(post: number): string {
  return `/moderation?like=${post}&by=writer`
}

const run = promisify(execFile)

/** Makes a second moderator, signed in in this browser by the operator's link; gives the name. */
export async function moderatorNamed(request: APIRequestContext, page: Page): Promise<string> {
  const handle = `mod-${unique()}`
  const env = { ...process.env, DATA_DIR: dataDir(), SITE_URL: new URL(await originOf(request)).origin, PORT: new URL(await originOf(request)).port }
  await run(process.execPath, ['scripts/forum.mjs', 'user', 'add', handle, '--email', `${handle}@example.org`, '--role', 'moderator'], { env })
  const { stdout } = await run(process.execPath, ['scripts/forum.mjs', 'user', 'link', handle], { env })
  await page.goto(/https?:\/\/\S+/.exec(stdout)?.[0] ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/signin'))
  return handle
}

function dataDir(): string {
  const port = process.env['BROWSER_TEST_PORT'] ?? '4310'
  return process.env['BROWSER_TEST_DATA_DIR'] ?? `${process.env['TMPDIR'] ?? '/tmp'}/colloquy-browser-tests-${port}`
}
