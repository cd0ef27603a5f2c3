/** Half-written texts of those who are signed in go on at another device; nothing is written over unseen. */
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { expect, handleOf, test } from '../support/visitors'
import type { Visitors } from '../support/visitors'
import { aThread, told } from '../support/live-threads'

const kept = 'Draft kept on all your devices'
const box = (page: Page) => page.getByRole('textbox', { name: 'Your answer' })

/** One member at two devices. */
async function twoDevices(visitors: Visitors): Promise<{ desk: Page; train: Page }> {
  const desk = await visitors.member('Traveller')
  const train = await visitors.signedIn({ email: `${await handleOf(desk)}@example.org`, password: 'long enough password 1' })
  return { desk, train }
}

test('a text begun here is gone on with there, and gone from both once posted', async ({ visitors }) => {
  const [{ path }, { desk, train }] = [await aThread(visitors), await twoDevices(visitors)]
  await desk.goto(path)
  await box(desk).pressSequentially('Begun at the desk')
  await expect(desk.getByText(kept)).toBeVisible()
  await train.goto(path)
  await expect(box(train)).toHaveValue('Begun at the desk')
  await box(train).press('End')
  await box(train).pressSequentially(', ended on the train')
  await train.waitForResponse(response => response.url().includes('/api/v1/drafts/') && response.status() === 200)
  await desk.reload()
  await expect(box(desk)).toHaveValue('Begun at the desk, ended on the train')
  await train.getByRole('button', { name: 'Post answer' }).click()
  await expect(train.getByText('Waiting for review.')).toBeVisible()
  await expect(box(train)).toHaveValue('')
  await desk.reload()
  await expect(desk.getByText('Waiting for review.')).toBeVisible()
  await expect(box(desk)).toHaveValue('')
  expect(await told(desk, 'GET', '/drafts')).toMatchObject({ items: [] })
})

test('of two texts written at the same time neither is lost, whichever is chosen', async ({ visitors }) => {
  const [{ path }, { desk, train }] = [await aThread(visitors), await twoDevices(visitors)]
  for (const page of [desk, train]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
  }
  await box(desk).pressSequentially('From the desk')
  await expect(desk.getByText(kept)).toBeVisible()
  await box(train).pressSequentially('From the train')
  await expect(train.getByText(/^This text was changed on another device at \d\d:\d\d\./)).toBeVisible()
  await expect(box(train)).toHaveValue('From the train')

  await train.getByRole('button', { name: 'Show that one' }).click()
  await expect(box(train)).toHaveValue('From the desk')
  await expect(train.getByText('The other text is kept until you leave this page.')).toBeVisible()
  await train.getByRole('button', { name: 'Show it' }).click()
  await expect(box(train)).toHaveValue('From the train')
  await train.getByRole('button', { name: 'Show it' }).click()
  await expect(box(train)).toHaveValue('From the desk')

  await box(train).fill('From the train after all')
  await train.waitForResponse(response => response.url().includes('/api/v1/drafts/') && response.status() === 200)
  await box(desk).pressSequentially(', more')
  await expect(desk.getByText(/^This text was changed on another device/)).toBeVisible()
  await desk.getByRole('button', { name: 'Keep this one' }).click()
  await expect(desk.getByText(kept)).toBeVisible()
  await train.reload()
  await expect(box(train)).toHaveValue('From the desk, more')
})

test('a comment box has its text at another device, too', async ({ visitors }) => {
  const [thread, { desk, train }] = [await aThread(visitors, 1), await twoDevices(visitors)]
  const comment = (page: Page) => page.getByRole('textbox', { name: 'Your comment' })
  await desk.goto(thread.path)
  await desk.locator(`#post-${thread.answers[0] ?? 0}`).getByRole('link', { name: 'Comment', exact: true }).click()
  await comment(desk).pressSequentially('A remark begun')
  await expect(desk.getByText(kept)).toBeVisible()
  await desk.keyboard.press('Escape')
  await desk.locator(`#post-${thread.answers[0] ?? 0}`).getByRole('link', { name: 'Comment', exact: true }).click()
  await expect(comment(desk)).toHaveValue('A remark begun')
  await train.goto(thread.path)
  await train.locator(`#post-${thread.answers[0] ?? 0}`).getByRole('link', { name: 'Comment', exact: true }).click()
  await expect(comment(train)).toHaveValue('A remark begun')
})

test('a question half asked and a change half made are gone on with, too', async ({ visitors }) => {
  const [thread, { desk, train }] = [await aThread(visitors), await twoDevices(visitors)]
  const asking = `${thread.path.split('/questions/')[0] ?? ''}/ask`
  await desk.goto(asking)
  await desk.waitForLoadState('networkidle')
  await desk.getByRole('textbox', { name: 'Title' }).fill('Why not less?')
  await desk.getByLabel('Which one').fill('(7)')
  await desk.getByRole('textbox', { name: 'Your question' }).pressSequentially('It seems')
  await expect(desk.getByText(kept)).toBeVisible()
  await train.goto(asking)
  await expect(train.getByRole('textbox', { name: 'Your question' })).toHaveValue('It seems')
  await expect(train.getByRole('textbox', { name: 'Title' })).toHaveValue('Why not less?')
  await expect(train.getByLabel('Which one')).toHaveValue('(7)')

  const { id } = z.object({ id: z.number() }).parse(await told(desk, 'POST', `/questions/${thread.id}/answers`, { body: 'As it was.' }))
  await desk.goto(`/posts/${id}/edit`)
  await expect(box(desk)).toHaveValue('As it was.')
  await desk.waitForLoadState('networkidle')
  await box(desk).fill('As it will be')
  await expect(desk.getByText(kept)).toBeVisible()
  await train.goto(`/posts/${id}/edit`)
  await expect(box(train)).toHaveValue('As it will be')
})

test('what a guest writes stays in the browser', async ({ visitors }) => {
  const [{ path }, guest] = [await aThread(visitors), await visitors.reader()]
  const asked: string[] = []
  guest.on('request', request => { if (request.url().includes('/api/v1/')) asked.push(request.url()) })
  await guest.goto(path)
  await box(guest).pressSequentially('Mine alone')
  await expect(guest.getByText('Draft kept on this device')).toBeVisible()
  await guest.reload()
  await expect(box(guest)).toHaveValue('Mine alone')
  expect(asked).toEqual([])
})

test('who signs out leaves no text on the device, and finds it again once signed in', async ({ visitors }) => {
  const [{ path }, member] = [await aThread(visitors), await visitors.member('Leaver')]
  const email = `${await handleOf(member)}@example.org`
  await member.goto(path)
  await box(member).pressSequentially('Not for the next one here')
  await expect(member.getByText(kept)).toBeVisible()
  await box(member).pressSequentially(', nor this')
  await member.getByRole('button', { name: 'Sign out' }).click()
  await expect(member.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
  await member.goto(path)
  await expect(box(member)).toHaveValue('')
  expect(await member.evaluate(() => Object.keys(localStorage).filter(key => /^(draft|kept):/.test(key)))).toEqual([])
  const elsewhere = await visitors.signedIn({ email, password: 'long enough password 1' })
  await elsewhere.goto(path)
  await expect(box(elsewhere)).toHaveValue('Not for the next one here, nor this')
})

test('of two tabs with two texts, the one that is posted does not take the other along', async ({ visitors }) => {
  const [{ path }, first] = [await aThread(visitors), await visitors.reader()]
  const second = await first.context().newPage()
  for (const page of [first, second]) await page.goto(path)
  await box(first).fill('The text of the first tab')
  await box(second).fill('What the second tab says')
  await expect(second.getByText('Draft kept on this device')).toBeVisible()
  await box(first).pressSequentially('.')
  await first.getByRole('textbox', { name: 'Your name' }).first().fill('Two Tabs')
  await first.getByRole('button', { name: 'Post answer' }).click()
  await expect(first.getByText('Waiting for review.')).toBeVisible()
  await second.reload()
  await expect(box(second)).toHaveValue('What the second tab says')
})
