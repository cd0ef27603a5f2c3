import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { guests, posts } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { renderAnew } from '@/forum/render-anew'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { rendererVersion } from '@/text/version'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aQuestion, must } from '../support/world'

aDatabase()

test('what an older renderer made is rendered anew, and nothing is left then', async () => {
  const answer = await anAnswer({ body: 'Of **old**.' })
  await db().write(async tx => { await tx.update(posts).set({ html: '<p>stale</p>', renderer: rendererVersion - 1 }).where(eq(posts.id, answer.id)) })
  expect(await renderAnew()).toBe(1)
  const [row] = await db().read.select().from(posts).where(eq(posts.id, answer.id))
  expect([row?.renderer, row?.html.includes('<strong>old</strong>')]).toEqual([rendererVersion, true])
  expect(await renderAnew()).toBe(0)
})

test('a guest’s address is forgotten after thirty days, the post stays', async () => {
  const question = await aQuestion()
  const posted = must(await postAnswer(aGuest(), { question: question.id, body: 'From an address.', guest: 'Jo' }))
  const addresses = async () => (await db().read.select({ address: guests.addressHash }).from(guests)).map(row => row.address)
  await forgetWhatHasEnded(new Date(Date.now() + 29 * 24 * 3_600_000))
  expect((await addresses()).every(Boolean)).toBe(true)
  await forgetWhatHasEnded(new Date(Date.now() + 31 * 24 * 3_600_000))
  expect((await addresses()).some(Boolean)).toBe(false)
  expect((await db().read.select({ id: posts.id }).from(posts).where(eq(posts.id, posted.id))).length).toBe(1)
})
