/** API tokens: 256 random bits with a prefix by which they are recognised, hashed at rest, shown once (SECURITY R15). */
import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { randomSecret, secretHash } from '@/config/secret'
import { db } from '@/db'
import { people, tokens, tokenScopes } from '@/db/schema'
import { action } from './action'
import { roleNow } from './delegates'
import { refuse, refuseField } from './errors'
import { handle, positiveId, smallText } from './fields'
import { findPersonByHandle } from './people'
import { requireProof } from './proof'
import { personOf } from './viewer'
import { t } from '@/words'

const perPerson = 50
export const tokenPrefix = 'colloquy_'

/** Makes a token, for oneself or, by the operator, for the person of a handle. A token makes none: it proves nothing. */
export const createToken = action({
  name: 'tokens.create',
  input: z.object({ label: smallText(60), scope: z.enum(tokenScopes), handle: handle.optional() }),
  run: async ({ tx, viewer, input, now }) => {
    const proved = requireProof(viewer, now)
    if (!proved.ok) return proved
    if (viewer.kind !== 'operator' && input.handle !== undefined) return refuse('not-allowed', { why: t('Tokens are made for oneself.') })
    const [own] = await tx.select().from(people).where(eq(people.id, personOf(viewer) ?? 0))
    const person = own ?? (input.handle === undefined ? null : await findPersonByHandle(input.handle, tx))
    if (!person || person.former) return refuse('not-found')
    if (input.scope === 'moderate' && roleNow(person, now) === 'member') return refuseField('scope', 'not-allowed', { why: t('Only moderators and authors have tokens that moderate.') })
    const before = await tx.select({ id: tokens.id }).from(tokens).where(and(eq(tokens.person, person.id), isNull(tokens.revokedAt)))
    if (before.length >= perPerson) return refuse('not-allowed', { why: t('Fifty tokens are enough. Revoke one of them first.') })
    const token = `${tokenPrefix}${randomSecret()}`
    const [row] = await tx.insert(tokens).values({ person: person.id, hash: secretHash(token), scope: input.scope, label: input.label, createdAt: now }).returning({ id: tokens.id })
    return { ok: true, value: { id: row?.id ?? 0, token } }
  },
})

/** Ends one of one's own tokens. It takes rights away, so it asks for a session and for nothing more. */
export const revokeToken = action({
  name: 'tokens.revoke',
  input: z.object({ id: positiveId }),
  run: async ({ tx, viewer, input, now }) => {
    if (viewer.kind !== 'person' || viewer.provedAt === null) return refuse('prove-again')
    const gone = await tx.update(tokens).set({ revokedAt: now })
      .where(and(eq(tokens.id, input.id), eq(tokens.person, viewer.id), isNull(tokens.revokedAt))).returning({ id: tokens.id })
    return gone.length === 0 ? refuse('not-found') : { ok: true, value: null }
  },
})

export type TokenLine = { id: number; label: string; scope: (typeof tokenScopes)[number]; lastUsed: string | null; createdAt: Date }

/** A person's tokens that work, newest first, without their secrets. */
export async function listTokens(person: number): Promise<TokenLine[]> {
  return db().read.select({ id: tokens.id, label: tokens.label, scope: tokens.scope, lastUsed: tokens.lastUsed, createdAt: tokens.createdAt })
    .from(tokens).where(and(eq(tokens.person, person), isNull(tokens.revokedAt))).orderBy(desc(tokens.id)).limit(perPerson)
}
