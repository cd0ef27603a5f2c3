import { author, expect, postWith, published, test, thread, unique } from '../support/visitors'
import { journeys } from '../support/writing-journeys'

for (const [name, journey] of Object.entries(journeys)) test(name, async ({ visitors }) => { await journey(visitors) })

test('a preview shows the text as it will be, with the form still filled', async ({ visitors }) => {
  const guest = await visitors.reader()
  await guest.goto(thread)
  await guest.getByRole('textbox', { name: 'Your answer' }).fill('Since $a_1$ holds')
  await guest.getByRole('button', { name: 'Preview' }).click()
  await expect(guest.getByRole('region', { name: 'Preview' }).locator('math')).toBeVisible()
  await expect(guest.getByRole('textbox', { name: 'Your answer' })).toHaveValue('Since $a_1$ holds')
})

test('an answer half-written is there again after signing in', async ({ visitors }) => {
  const page = await visitors.reader()
  const text = `Then I signed in ${unique()}`
  await page.goto(thread)
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text)
  await page.getByRole('button', { name: 'Sign in, with this text kept' }).click()
  await page.getByLabel('E-mail').first().fill(author.email)
  await page.getByLabel('Password', { exact: true }).fill(author.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Your answer' })).toHaveValue(text)
  await page.getByRole('button', { name: 'Post answer' }).click()
  await expect(postWith(page, text)).toBeVisible()
})

test('pressed twice or reloaded, a guest’s answer is one and stays in sight', async ({ visitors }) => {
  const guest = await visitors.reader()
  const text = `Pressed twice ${unique()}`
  await guest.goto(thread)
  await guest.getByRole('textbox', { name: 'Your answer' }).fill(text)
  await guest.getByRole('textbox', { name: 'Your name' }).fill('A passer-by')
  await guest.getByRole('button', { name: 'Post answer' }).dblclick()
  await expect(postWith(guest, text)).toHaveCount(1)
  await guest.reload()
  await guest.goBack()
  await guest.goForward()
  await expect(postWith(guest, text)).toHaveCount(1)
})

test('deleting asks once and can be taken back', async ({ visitors }) => {
  const { text, page } = await published(visitors)
  await postWith(page, text).getByRole('link', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(postWith(page, text)).toBeVisible()
})

test('a guest may not moderate, and a member is told so', async ({ visitors }) => {
  const guest = await visitors.reader()
  expect((await guest.goto('/moderation'))?.status()).toBe(401)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  const member = await visitors.member('Curious')
  expect((await member.goto('/moderation'))?.status()).toBe(403)
})

test('an answer that was refused as the question was closed can be posted as a comment', async ({ visitors }) => {
  const [page, moderator] = [await visitors.signedIn(author), await visitors.signedIn(author)]
  const title = `To be closed ${unique()}`
  await moderator.goto('/papers/pencil/ask')
  await moderator.getByRole('textbox', { name: 'Title' }).fill(title)
  await moderator.getByRole('textbox', { name: 'Your question' }).fill('It will be closed.')
  await moderator.getByRole('button', { name: 'Ask question' }).click()
  const member = await visitors.member('Late')
  await member.goto(moderator.url())
  const text = `Too late ${unique()}`
  await member.getByRole('textbox', { name: 'Your answer' }).fill(text)
  await page.goto(moderator.url())
  await page.getByRole('link', { name: 'Set status' }).click()
  await page.getByLabel(/^Closed/).check()
  await page.getByRole('button', { name: 'Set status' }).click()
  await member.getByRole('button', { name: 'Post answer' }).click()
  await expect(member.getByText('This question is closed and takes no new answers.')).toBeVisible()
  await expect(member.getByRole('textbox', { name: 'Your answer' })).toHaveValue(text)
  await member.getByRole('button', { name: 'Post comment' }).click()
  await expect(postWith(member, text)).toBeVisible()
})
