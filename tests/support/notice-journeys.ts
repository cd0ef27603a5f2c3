/** Coming back, as a reader does it with a script and without: followed, told, read, chosen. */
import { answer, author, expect, test, unique } from './visitors'

export function noticeJourneys(): void {
  test('whoever asked is told of an answer, reads it, and marks it read', async ({ visitors }) => {
    const [asker, other] = [await visitors.member('Asker'), await visitors.signedIn(author)]
    const title = `Why is it so, ${unique()}?`
    await asker.goto('/papers/pencil/ask')
    await asker.getByRole('textbox', { name: 'Title' }).fill(title)
    await asker.getByRole('textbox', { name: 'Your question' }).fill('I do not see why.')
    await asker.getByRole('button', { name: 'Ask question' }).click()
    await expect(asker.getByText('Waiting for review.').first()).toBeVisible()
    await other.goto('/moderation')
    await other.getByRole('article').filter({ hasText: title }).getByRole('button', { name: /^Approve/ }).click()
    await expect(async () => {
      await other.goto('/papers/pencil')
      await expect(other.getByRole('link', { name: title })).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await other.getByRole('link', { name: title }).click()
    await answer(other, 'Because of the norm.')
    await expect(async () => {
      await asker.goto('/notifications')
      await expect(asker.locator('.inbox li').filter({ hasText: title }).filter({ hasText: 'answered your question' })).toBeVisible({ timeout: 1_000 })
    }).toPass()
    const line = asker.locator('.inbox li').filter({ hasText: title }).filter({ hasText: 'answered your question' })
    await expect(line.getByText('Unread.')).toHaveCount(1)
    await line.getByRole('button', { name: 'Mark as read' }).click()
    await expect(asker.locator('.inbox li').filter({ hasText: title }).filter({ hasText: 'answered your question' }).getByRole('button', { name: 'Mark as unread' })).toBeVisible()
    await asker.reload()
    await expect(asker.locator('.inbox li').filter({ hasText: title }).filter({ hasText: 'answered your question' }).getByText('Unread.')).toHaveCount(0)
    await asker.locator('.inbox li').filter({ hasText: 'answered your question' }).getByRole('link', { name: title }).first().click()
    await expect(asker.getByText('Because of the norm.')).toBeVisible()
  })

  test('a paper is followed with one button, found again among what one follows, and left there', async ({ visitors }) => {
    const page = await visitors.member('Follower')
    await page.goto('/papers/pencil')
    await page.getByRole('button', { name: 'Follow this paper' }).click()
    await expect(page.getByRole('button', { name: 'Follow this paper' })).toHaveAttribute('aria-pressed', 'true')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Follow this paper' })).toHaveAttribute('aria-pressed', 'true')
    await page.goto('/notifications')
    await page.getByRole('button', { name: /^Follow no longer: Probabilistic/ }).click()
    await expect(page.getByText('Nothing yet. Writing in a thread follows it')).toBeVisible()
  })

  test('a guest who follows a question is offered to do so by an address alone, or to sign in', async ({ visitors }) => {
    const guest = await visitors.reader()
    await guest.goto('/papers/pencil/questions/2')
    await guest.getByRole('button', { name: 'Follow this question' }).click()
    await expect(guest).toHaveURL(/\/follow\/questions\/\d+$/)
    await expect(guest.getByRole('link', { name: /Sign in/ }).first()).toBeVisible()
  })
}
