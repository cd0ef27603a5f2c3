/** A thread while it is read: what others do in it is offered, and never moves what one reads. */
import { faultsIn } from '../support/axe'
import { expect as expectSoon, test } from '../support/visitors'
import { aThread, answered, commented, follow, idOf, post, told, topOf } from '../support/live-threads'

// What others do comes with the next look at the page, which is put off by chance for some seconds.
const expect = expectSoon.configure({ timeout: 15_000 })
test.describe.configure({ timeout: 60_000 })

test('new answers are offered, move nothing, and come into their places when asked for', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 3), await visitors.reader()]
  const [, second = 0, third = 0] = thread.answers
  await follow(reader, thread.path)
  await post(reader, second).scrollIntoViewIfNeeded()
  const before = await topOf(reader, second)

  const one = await answered(thread, 'The first to come.')
  const bar = reader.getByRole('status').filter({ hasText: /new answer/ })
  await expect(bar).toHaveText('1 new answer')
  await answered(thread, 'The second to come.')
  await expect(bar).toHaveText('2 new answers')
  expect(await topOf(reader, second)).toBe(before)
  await expect(post(reader, one)).toHaveCount(0)

  await reader.getByRole('button', { name: 'Show', exact: true }).focus()
  await reader.keyboard.press('Enter')
  await expect(post(reader, one)).toBeFocused()
  await expect(post(reader, one).locator('.byline')).toContainText('New')
  await expect(post(reader, one)).toBeInViewport()
  await expect(reader.getByRole('heading', { name: '5 answers' })).toBeVisible()
  await expect(bar).toHaveCount(0)
  const order = await reader.locator('.answers > .answer').evaluateAll(all => all.map(article => article.id))
  expect(order.indexOf(`post-${one}`)).toBe(order.indexOf(`post-${third}`) + 1)
})

test('comments are counted apart, and stand under what they are about', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 2), await visitors.reader()]
  const [first = 0] = thread.answers
  await follow(reader, thread.path)
  const comment = await commented(thread, first, 'A remark.')
  const reply = await commented(thread, comment, 'A reply to it.')
  await commented(thread, thread.id, 'On the question.')
  await answered(thread, 'And an answer.')
  await expect(reader.getByRole('status').filter({ hasText: 'new' })).toHaveText('1 new answer and 3 new comments')
  await reader.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(post(reader, first).locator(`#post-${comment} #post-${reply}`)).toBeVisible()
})

test('one’s own posts are not announced, here or in another window', async ({ visitors }) => {
  const thread = await aThread(visitors, 1)
  await follow(thread.page, thread.path)
  await thread.page.getByRole('textbox', { name: 'Your answer' }).fill('By my own hand.')
  await thread.page.getByRole('button', { name: 'Post answer' }).click()
  await expect(thread.page.getByRole('heading', { name: '2 answers' })).toBeVisible()
  await answered(thread, 'From my other window.')
  // A vote's worth of waiting: what comes after has been looked at, so this has too.
  const edited = thread.page.getByRole('button', { name: 'Show the new text' })
  await told(thread.page, 'PATCH', `/posts/${thread.answers[0] ?? 0}`, { body: 'Changed in my other window.' }, { 'if-match': '"1"' })
  await expect(edited).toBeVisible()
  await expect(thread.page.getByRole('status').filter({ hasText: 'new' })).toHaveCount(0)
})

test('a changed text is not swapped under the eye, but offered at its post', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 2), await visitors.reader()]
  const [first = 0] = thread.answers
  await follow(reader, thread.path)
  await told(thread.page, 'PATCH', `/posts/${first}`, { body: 'Another text altogether.' }, { 'if-match': '"1"' })
  const article = post(reader, first)
  await expect(article.getByText('Edited just now.')).toBeVisible()
  await expect(article.locator('[data-body]').first()).toContainText('Answer 1.')
  await article.getByRole('button', { name: 'Show the new text' }).click()
  await expect(article.locator('[data-body]').first()).toHaveText('Another text altogether.')
  await expect(article.getByText('Edited just now.')).toHaveCount(0)
  await expect(article.getByRole('link', { name: 'edited' })).toBeVisible()
  await expect(article).toBeFocused()
})

test('votes, endorsement, status and lock change in place', async ({ visitors }) => {
  const [thread, reader, voter] = [await aThread(visitors, 2), await visitors.reader(), await visitors.member('Voter')]
  const [first = 0, second = 0] = thread.answers
  const theirs = idOf(await told(voter, 'POST', `/questions/${thread.id}/answers`, { body: 'By a member.' }))
  await told(thread.page, 'POST', `/posts/${theirs}/moderation`, { decision: 'approve' })
  await follow(reader, thread.path)
  await post(reader, second).scrollIntoViewIfNeeded()
  const before = await topOf(reader, second)
  await told(voter, 'PUT', `/posts/${first}/vote`)
  await expect(post(reader, first).locator('[data-score]').first()).toHaveText('1 upvote')
  await told(thread.page, 'PUT', `/posts/${theirs}/endorsement`)
  await expect(post(reader, theirs).getByText(/^Endorsed by/)).toBeAttached()
  await told(thread.page, 'PUT', `/questions/${thread.id}/status`, { status: 'disputed' })
  await expect(post(reader, thread.id).locator('.status')).toHaveText('Disputed')
  await told(thread.page, 'POST', `/posts/${thread.id}/moderation`, { decision: 'lock' })
  await expect(post(reader, thread.id).getByText('A moderator has locked this thread.')).toBeAttached()
  expect(Math.abs(await topOf(reader, second) - before)).toBeLessThanOrEqual(1)
})

test('what is taken down goes at once, and what one reads stays in its place', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 4), await visitors.reader()]
  const [first = 0, second = 0, third = 0] = thread.answers
  await commented(thread, second, 'It stays.')
  await follow(reader, thread.path)
  await post(reader, third).evaluate(article => { article.scrollIntoView({ block: 'start' }) })
  const before = await topOf(reader, third)
  for (const id of [first, second]) await told(thread.page, 'DELETE', `/posts/${id}`)
  await expect(post(reader, first)).toHaveCount(0)
  await expect(post(reader, second).getByText(/^Withdrawn by its writer/)).toBeAttached()
  await expect(post(reader, second).getByText('It stays.')).toBeAttached()
  await expect(reader.getByText('Answer 2.')).toHaveCount(0)
  expect(Math.abs(await topOf(reader, third) - before)).toBeLessThanOrEqual(1)
})

test('what waited is shown in its place once it is let through, to its writer unannounced', async ({ visitors }) => {
  const [thread, writer] = [await aThread(visitors, 1), await visitors.member('Newcomer')]
  const id = idOf(await told(writer, 'POST', `/questions/${thread.id}/answers`, { body: 'It waits.' }))
  await follow(writer, thread.path)
  await expect(post(writer, id).getByText('Waiting for review.')).toBeVisible()
  await told(thread.page, 'POST', `/posts/${id}/moderation`, { decision: 'approve' })
  await expect(post(writer, id).getByText('Waiting for review.')).toHaveCount(0)
  await expect(post(writer, id).getByText('It waits.')).toBeVisible()
  await expect(writer.locator('.arrival')).toHaveCount(0)
})

test('a page that nobody looks at gives its stream back, and learns what it missed', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 1), await visitors.reader()]
  await follow(reader, thread.path)
  const look = (hidden: boolean) => reader.evaluate(isHidden => {
    Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
  const ended = reader.waitForEvent('requestfailed', request => request.url().includes('/live?'))
  await look(true)
  // Another page of the site, which is looked at, wants the connection.
  const other = await reader.context().newPage()
  await follow(other, thread.path)
  await ended
  await answered(thread, 'While nobody looked.')
  await expect(other.getByRole('status').filter({ hasText: 'new' })).toHaveText('1 new answer')
  await expect(reader.locator('.arrival')).toHaveCount(0)
  const again = reader.waitForResponse(response => response.url().includes('/live?'))
  await look(false)
  await again
  await expect(reader.getByRole('status').filter({ hasText: 'new' })).toHaveText('1 new answer')
})

test('where there is no stream, the page is what it was, without a word', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 1), await visitors.reader()]
  await reader.route('**/live?*', route => route.fulfill({ status: 404 }))
  await follow(reader, thread.path)
  await answered(thread, 'Unheard.')
  await expect(reader.locator('.toast, .arrival')).toHaveCount(0)
  await reader.unrouteAll()
})

for (const scheme of ['light', 'dark'] as const) {
  test(`the bar on a telephone in ${scheme}: nothing that axe finds, no sideways scroll, and it can be put off`, async ({ visitors }) => {
    const [thread, reader] = [await aThread(visitors, 2), await visitors.reader()]
    await reader.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await reader.setViewportSize({ width: 360, height: 740 })
    await follow(reader, thread.path)
    await commented(thread, thread.answers[0] ?? 0, 'A remark.')
    await answered(thread, 'An answer.')
    await told(thread.page, 'PATCH', `/posts/${thread.answers[0] ?? 0}`, { body: 'Another text.' }, { 'if-match': '"1"' })
    await expect(reader.getByRole('status').filter({ hasText: 'new' })).toHaveText('1 new answer and 1 new comment')
    await expect(reader.getByText('Edited just now.')).toBeVisible()
    expect(await reader.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await faultsIn(reader)).toEqual([])
    for (const name of ['Show', 'Later']) expect((await reader.getByRole('button', { name, exact: true }).boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await reader.getByRole('button', { name: 'Later' }).click()
    await expect(reader.locator('.arrival')).toHaveCount(0)
    await answered(thread, 'One more.')
    await expect(reader.getByRole('status').filter({ hasText: 'new' })).toHaveText('2 new answers and 1 new comment')
  })
}
