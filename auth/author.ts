/** How the author gets in: by AUTHOR_EMAIL and AUTHOR_PASSWORD at each start, or by the claim link once. */
import { and, eq } from 'drizzle-orm'
import type { Config } from '@/config'
import { db } from '@/db'
import { people } from '@/db/schema'
import { inTransaction } from '@/forum/action'
import { refuse, refuseField } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { email, handle, parseInput, personName } from '@/forum/fields'
import { judgeHandle } from '@/forum/handles'
import { giveAuthorSignIn, isClaimed, listAuthor } from '@/forum/list-author'
import { z } from 'zod'
import { useLink } from './links'
import { hashPassword, isPassword, judgePassword } from './passwords'
import { t } from '@/words'

/** Creates or updates the author's account as the environment names it. Nothing is written where it is so already.
 *  Null, or the sentence that refuses the start: a password here obeys the same rules as any other. */
export async function ensureAuthor(config: Pick<Config, 'author' | 'siteAuthor'>, now: Date = new Date()): Promise<string | null> {
  if (!config.author) return null
  const judged = judgePassword(config.author.password, { handle: null, email: config.author.email })
  if (!judged.ok) return t('AUTHOR_PASSWORD is wrong: {0}', judged.error.text)
  const address = config.author.email.trim().toLowerCase()
  const [present] = await db().read.select().from(people).where(and(eq(people.emailFolded, address), eq(people.former, false)))
  const hasPassword = present ? await isPassword(present.password, config.author.password) : false
  if (present?.role === 'author' && hasPassword && present.suspendedUntil === null) return null
  const passwordHash = hasPassword ? null : await hashPassword(config.author.password)
  await db().write(tx => giveAuthorSignIn(tx, { email: address, passwordHash, standIn: config.siteAuthor ?? undefined }, now))
  return null
}

const claiming = z.object({ name: personName, handle, email, password: z.string() })

/** Claims the site: whoever holds the link becomes its author, with this address and password. Two at once make one author. */
export async function claimSite(secret: string, given: Record<string, string>, now: Date = new Date()): Promise<Result<{ id: number; handle: string }>> {
  const parsed = parseInput(claiming, given)
  if (!parsed.ok) return parsed
  const { password, ...named } = parsed.value
  const judged = judgePassword(password, named)
  if (!judged.ok) return judged
  const passwordHash = await hashPassword(password)
  return inTransaction(async tx => {
    if (!await useLink(tx, secret, ['claim'], now) || await isClaimed(tx)) return refuse('link-spent')
    const author = await listAuthor(tx)
    const [holder] = await tx.select({ id: people.id }).from(people).where(eq(people.emailFolded, named.email))
    if (holder && holder.id !== author?.id) return refuseField('email', 'handle-taken')
    const handled = named.handle === author?.handle ? { ok: true } as const : await judgeHandle(tx, named.handle, author?.id ?? null)
    if (!handled.ok) return handled
    const person = await giveAuthorSignIn(tx, { ...named, passwordHash }, now)
    return { ok: true, value: { id: person.id, handle: person.handle } }
  })
}

/** Under which name the list's author stands there, for the page that claims; null where there is no list yet. */
export async function readUnclaimedAuthor(): Promise<{ name: string; handle: string } | null> {
  const author = await listAuthor(db().read)
  return author && { name: author.name, handle: author.handle }
}
