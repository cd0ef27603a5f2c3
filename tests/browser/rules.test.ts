/** The rules of the house with scripts: a guest's browser works where it is asked to, and the guide stands beside first posts. */
import { answer, author, expect, test, thread, unique } from '../support/visitors'

test('the author asks guests’ browsers for work and writes a guide; a guest finds the guide and does the work', async ({ visitors }) => {
  const desk = await visitors.signedIn(author)
  await desk.goto('/moderation/rules')
  await desk.getByLabel('Ask guests’ browsers for about a second of calculation').check()
  await desk.getByLabel('Before you post').fill('Say **how** you know.')
  await desk.getByRole('button', { name: 'Save the rules' }).click()
  await expect(desk.getByText('The rules are saved.')).toBeVisible()

  const guest = await visitors.reader()
  await expect(async () => {
    await guest.goto(thread)
    await guest.getByText('Before you post').click({ timeout: 1_000 })
    await expect(guest.locator('.first-visit strong')).toHaveText('how', { timeout: 500 })
  }).toPass({ timeout: 5_000 })
  const sent = guest.waitForRequest(request => request.url().endsWith('/forms/answer'))
  await answer(guest, `Worked for, ${unique()}.`, 'A patient guest')
  expect((await sent).postData()).toMatch(/&work=\d+/)

  await desk.goto(thread)
  await expect(desk.locator('.first-visit')).toHaveCount(0)
  await desk.goto('/moderation/rules')
  await desk.getByLabel('Ask guests’ browsers for about a second of calculation').uncheck()
  await desk.getByLabel('Before you post').fill('')
  await desk.getByRole('button', { name: 'Save the rules' }).click()
})
