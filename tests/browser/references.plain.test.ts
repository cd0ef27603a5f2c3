/** References without scripts: plain links that lead there, and "Mentioned in" that leads back. */
import type { Page } from '@playwright/test'
import { author, expect, test, thread, unique } from '../support/visitors'

/** Posts an answer by the form; gives its id. */
async function posted(page: Page, body: string): Promise<string> {
  const text = `${body} ${unique()}`
  await page.goto(thread)
  await page.getByRole('textbox', { name: 'Your answer' }).fill(text)
  await page.getByRole('button', { name: 'Post answer' }).click()
  await expect(page).toHaveURL(/#post-\d+$/)
  const id = page.url().split('#post-')[1] ?? ''
  await expect(page.locator(`#post-${id}`)).toContainText(text.split(' ').at(-1) ?? text)
  return id
}

test('references are links that lead there, and what is mentioned leads back', async ({ visitors }) => {
  const writer = await visitors.signedIn(author)
  const first = await posted(writer, 'It holds.')
  const id = await posted(writer, `As #post-${first} says; see [[ranked list loss for deep metric learning]] and [[no such paper]].`)
  const reader = await visitors.reader()
  await reader.goto(`/p/${id}`)
  const said = reader.locator(`#post-${id} .said`)
  await expect(said.getByRole('link')).toHaveCount(2)

  await said.getByRole('link', { name: `#post-${first}` }).click()
  await expect(reader).toHaveURL(new RegExp(`#post-${first}$`))
  await expect(reader.locator(`#post-${first}`).getByRole('complementary', { name: 'Mentioned in' }).getByRole('link')).toHaveAttribute('href', new RegExp(`#post-${id}$`))

  await said.getByRole('link', { name: '[[ranked list loss for deep metric learning]]' }).click()
  await expect(reader).toHaveURL(/\/papers\/ranked-list-loss-for-deep-metric-learning$/)
  await reader.getByRole('complementary', { name: 'Mentioned in' }).locator(`a[href$="#post-${id}"]`).click()
  await expect(reader).toHaveURL(new RegExp(`#post-${id}$`))
  await expect(said).toBeVisible()
})
