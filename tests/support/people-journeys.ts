/** What people do about their accounts, the same with scripts and without. */
import { author, expect, unique } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors) => Promise<void>

export const peopleJourneys: Record<string, Journey> = {
  'a stranger signs up, is known by name, and signs out from any page': async visitors => {
    const page = await visitors.member('Stranger')
    await page.goto('/papers')
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    expect((await page.goto('/settings'))?.status()).toBe(401)
  },

  'a refused sign-up comes back filled, its errors named beside their fields, the first one ready to be mended': async visitors => {
    const page = await visitors.reader()
    await page.goto('/signup')
    await page.getByLabel('Name', { exact: true }).fill('Ada')
    await page.getByLabel('Handle').fill('!!')
    await page.getByLabel('E-mail').fill('no address')
    await page.getByLabel('Password', { exact: true }).fill('long enough password 1')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByLabel('Handle')).toHaveValue('!!')
    await expect(page.getByLabel('Handle')).toBeFocused()
    await expect(page.getByLabel('Handle')).toHaveAccessibleDescription(/begins with a letter/)
    await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  },

  'a wrong password is told, and the e-mail stays typed': async visitors => {
    const page = await visitors.reader()
    await page.goto('/signin?next=/questions')
    await page.getByLabel('E-mail').fill(author.email)
    await page.getByLabel('Password', { exact: true }).fill('not the right one')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText('This e-mail and password do not go together.')
    await expect(page.getByLabel('E-mail')).toHaveValue(author.email)
    await page.getByLabel('Password', { exact: true }).fill(author.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL(/\/questions$/)
  },

  'after a change of handle the former address leads to the new one': async visitors => {
    const page = await visitors.member('Mover')
    await page.goto('/settings')
    const former = await page.getByLabel('Handle').inputValue()
    const handle = `moved-${unique()}`
    await page.getByLabel('Handle').fill(handle)
    await page.getByRole('button', { name: 'Change handle' }).click()
    await expect(page.getByRole('status').first()).toContainText('Your handle is changed.')
    await page.goto(`/people/${former}`)
    await expect(page).toHaveURL(new RegExp(`/people/${handle}$`))
  },

  'a new password signs all other browsers out': async visitors => {
    const page = await visitors.member('Careful')
    const other = await visitors.reader()
    await other.context().addCookies(await page.context().cookies())
    expect((await other.goto('/settings'))?.status()).toBe(200)
    await page.goto('/settings')
    await page.getByLabel('New password').fill('another harbour at night')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByRole('status').first()).toContainText('Your password is changed')
    expect((await other.goto('/settings'))?.status()).toBe(401)
  },

  'a token is shown once': async visitors => {
    const page = await visitors.member('Scripter')
    await page.goto('/settings')
    await page.getByLabel('What the token is for').fill('my script')
    await page.getByRole('button', { name: 'Create token' }).click()
    await expect(page.getByText(/colloquy_[\w-]{43}/)).toBeVisible()
    await page.goto('/settings')
    await expect(page.getByText(/colloquy_[\w-]{43}/)).toHaveCount(0)
    await page.getByRole('button', { name: 'Revoke my script' }).click()
    await expect(page.getByRole('status').first()).toContainText('revoked')
  },

  'an account is closed after one is asked, and its page is gone': async visitors => {
    const page = await visitors.member('Leaver')
    await page.goto('/settings')
    const handle = await page.getByLabel('Handle').inputValue()
    await page.getByRole('button', { name: 'Close my account' }).click()
    await expect(page.getByText('Tick this to close the account')).toBeVisible()
    await page.getByLabel('Close my account. This cannot be taken back.').check()
    await page.getByRole('button', { name: 'Close my account' }).click()
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    expect((await page.goto(`/people/${handle}`))?.status()).toBe(404)
  },
}
