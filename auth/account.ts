/** A person's own account: what the settings show of it, and changes that ask who is there. */
import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { people, signIns } from '@/db/schema'
import { inTransaction } from '@/forum/action'
import { refuse, refuseField } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { email, parseInput } from '@/forum/fields'
import { choicesOf } from '@/forum/notice-choices'
import type { NoticeChoices } from '@/forum/notice-choices'
import { changePerson, findPersonByAddress } from '@/forum/people'
import type { PersonRow } from '@/forum/people'
import { isProved } from '@/forum/proof'
import { showOrcid } from '@/forum/provider-people'
import { listTokens } from '@/forum/tokens'
import type { TokenLine } from '@/forum/tokens'
import type { Person, Viewer } from '@/forum/viewer'
import { z } from 'zod'
import { hashOrBusy } from './joining'
import { mails } from './mail'
import { mailLinkTo, tellOfChange } from './mailing'
import { isOwnPassword } from './password-sign-in'
import { judgePassword } from './passwords'
import { listSessions, markProved } from './sessions'
import type { SessionLine } from './sessions'
import { t } from '@/words'

export type SignInLine = { id: number; provider: string; label: string; createdAt: Date }
export type Account = {
  handle: string; name: string; about: string; email: string | null; emailProved: boolean; hasPassword: boolean; keepsList: boolean; orcid: string | null
  /** Whether what is dear may be done now without the password once more. */
  proved: boolean
  notices: NoticeChoices; followsOwn: boolean; mailBounced: boolean
  signIns: SignInLine[]; sessions: SessionLine[]; tokens: TokenLine[]
}

/** All that the settings show; null for a guest. */
export async function readAccount(viewer: Viewer, now: Date = new Date()): Promise<Account | null> {
  const row = viewer.kind === 'person' ? await rowOf(viewer.id) : null
  if (!row) return null
  return {
    handle: row.handle, name: row.name, about: row.about, email: row.email, emailProved: row.emailProved !== null, hasPassword: row.password !== null,
    keepsList: row.keepsList, orcid: row.orcid, proved: isProved(viewer, now),
    notices: choicesOf(row), followsOwn: row.followsOwn, mailBounced: row.mailBouncedAt !== null,
    signIns: await listSignIns(row.id), sessions: await listSessions(row.id, now), tokens: await listTokens(row.id),
  }
}

/** The viewer with a proof of now, where the session is young or the password right. */
export async function prove(viewer: Viewer, session: number | null, password: string | undefined, now: Date = new Date()): Promise<Result<Person>> {
  if (viewer.kind !== 'person' || session === null) return refuse('sign-in')
  if (isProved(viewer, now) && !password) return { ok: true, value: viewer }
  const row = await rowOf(viewer.id)
  if (!row || row.password === null) return isProved(viewer, now) ? { ok: true, value: viewer } : refuse('prove-again')
  if (!password) return refuse('prove-again', {}, { fields: [{ field: 'current_password', code: 'prove-again', text: t('Give your password once more: you signed in more than 15 minutes ago.') }] })
  const own = await isOwnPassword(row, password, viewer.network, now)
  if (!own.ok) return own
  await markProved(session, now)
  return { ok: true, value: { ...viewer, provedAt: now } }
}

/** Sets a new password. All sessions end; the caller opens a new one. */
export async function changePassword(viewer: Person, password: string, now: Date = new Date()): Promise<Result<{ id: number }>> {
  const row = await rowOf(viewer.id)
  if (!row) return refuse('not-found')
  const judged = judgePassword(password, row, 'new_password')
  if (!judged.ok) return judged
  const hashed = await hashOrBusy(password)
  if (!hashed.ok) return hashed
  const changed = await changePerson(viewer, { passwordHash: hashed.value }, { now })
  if (changed.ok && row.email !== null) tellOfChange(row.email, t('Your password was changed, and all other browsers were signed out.'))
  return changed
}

/** Changes the mail address: at once where no mail is set, else by a link to the new address, with the same answer if it is somebody's. */
export async function changeAddress(viewer: Person, given: string, now: Date = new Date()): Promise<Result<{ mailed: boolean }>> {
  const parsed = parseInput(z.object({ email }), { email: given })
  if (!parsed.ok) return parsed
  const row = await rowOf(viewer.id)
  if (!row) return refuse('not-found')
  const address = parsed.value.email
  const isTaken = (await findPersonByAddress(address))?.id !== undefined && row.emailFolded !== address
  if (mails()) {
    await mailLinkTo(isTaken ? { kind: 'known-already', address } : { kind: 'confirm', address, person: viewer.id }, now)
    if (row.email !== null && row.emailFolded !== address) tellOfChange(row.email, t('Somebody signed in to your account asked to change its e-mail address.'))
    return { ok: true, value: { mailed: true } }
  }
  if (isTaken) return refuseField('email', 'handle-taken')
  const changed = await changePerson(viewer, { email: address }, { now })
  return changed.ok ? { ok: true, value: { mailed: false } } : changed
}

/** Takes a provider's sign-in away, but never the last way in. */
export async function unlinkSignIn(viewer: Person, id: number): Promise<Result<null>> {
  return inTransaction(async tx => {
    const [person] = await tx.select().from(people).where(eq(people.id, viewer.id))
    const all = await tx.select({ id: signIns.id, provider: signIns.provider }).from(signIns).where(eq(signIns.person, viewer.id))
    const gone = all.find(line => line.id === id)
    if (!person || !gone) return refuse('not-found')
    const othersLeft = all.length > 1 || (person.password !== null && person.email !== null) || (mails() && person.emailProved !== null)
    if (!othersLeft) return refuse('not-allowed', { why: t('This is your only way to sign in. Set an e-mail address and a password first.') })
    await tx.delete(signIns).where(and(eq(signIns.id, id), eq(signIns.person, viewer.id)))
    if (gone.provider === 'orcid') await showOrcid(tx, viewer.id, null, new Date())
    return { ok: true, value: null }
  })
}

async function listSignIns(person: number): Promise<SignInLine[]> {
  return db().read.select({ id: signIns.id, provider: signIns.provider, label: signIns.label, createdAt: signIns.createdAt })
    .from(signIns).where(eq(signIns.person, person)).orderBy(asc(signIns.id))
}

async function rowOf(id: number): Promise<PersonRow | null> {
  const [row] = await db().read.select().from(people).where(and(eq(people.id, id), eq(people.former, false)))
  return row ?? null
}
