/** Signing in by a one-time link: mailed, or handed over by the operator. */
import { inTransaction } from '@/forum/action'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import type { PersonRow } from '@/forum/people'
import { personOfId } from '@/forum/provider-people'
import { personOfProvedAddress } from '@/forum/proving'
import { useLink } from './links'
import { barOf } from './password-sign-in'

/** Uses a link up and gives its person. `here`: who is signed in in this browser. A refusal leaves the link as it was. */
export async function personByLink(secret: string, here: number | null, now: Date = new Date()): Promise<Result<PersonRow>> {
  return inTransaction(async tx => {
    const link = await useLink(tx, secret, ['sign-in', 'operator'], now)
    if (!link) return refuse('link-spent')
    const person = link.address === null ? await personOfId(tx, link.person ?? 0) : await personOfProvedAddress(tx, { address: link.address, person: link.person, here }, now)
    if (!person) return refuse('link-spent')
    return await barOf(tx, person, now) ?? { ok: true, value: person }
  })
}
