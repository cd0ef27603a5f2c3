/** The one write path. Every change is an action; `action()` does the rest in one place and always in the same order:
 *  parse → allow → (prepare: render, hash) → transaction (idempotency, change, counters, search row, event) → result.
 *  A refusal rolls the transaction back. */
import { eq, lt } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { beforeCommit, db } from '@/db'
import type { Tx } from '@/db'
import { given, preparedOnce } from '@/db/prepared'
import { idempotency } from '@/db/schema'
import type { IdempotentResult } from '@/db/schema'
import { refuse } from './errors'
import type { Refusal, Result } from './errors'
import { refusalOf } from './faults'
import { parseInput } from './fields'
import { mayEver } from './policy'
import type { ActionName } from './policy'
import { roleOf } from './viewer'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type Context<I, P> = { tx: Tx; viewer: Viewer; input: I; prepared: P; now: Date }
export type Options = {
  /** The request's Idempotency-Key, where it has one. */
  key?: string | undefined
  now?: Date
}
export type Action<I, R> = ((viewer: Viewer, input: I, options?: Options) => Promise<Result<R>>) & { actionName: ActionName }

type Spec<S extends z.ZodType, P, R> = {
  name: ActionName
  input: S
  /** Work before the transaction that may take its time: rendering, hashing. */
  prepare: (context: { viewer: Viewer; input: z.output<S>; now: Date }) => Promise<Result<P>>
  run: (context: Context<z.output<S>, P>) => Promise<Result<R>>
  /** The post whose row it holds: many who want the same one at once wait in line outside the database. */
  holds?: (input: z.output<S>) => number
  /** For what must happen once however often it is sent: where it stands, who sends it, how the first answer is found again. */
  once?: {
    /** Only where the request bears a key: the same may well be decided twice. */
    keyedOnly?: true
    place: (input: z.output<S>) => string
    sender: (viewer: Viewer, input: z.output<S>) => string
    kept: (value: R) => IdempotentResult
    /** The first answer as it is now; null where it is gone, so that the same may be said again. */
    again: (tx: Tx, kept: IdempotentResult, viewer: Viewer) => Promise<R | null>
  }
}

const known = new Set<ActionName>()

/** Makes an action that needs no work before its transaction. */
export function action<S extends z.ZodType, R>(spec: Omit<Spec<S, null, R>, 'prepare'>): Action<z.input<S>, R> {
  return preparedAction<S, null, R>({ ...spec, prepare: () => Promise.resolve({ ok: true, value: null }) })
}

/** Makes an action of all its parts. */
export function preparedAction<S extends z.ZodType, P, R>(spec: Spec<S, P, R>): Action<z.input<S>, R> {
  known.add(spec.name)
  const act = async (viewer: Viewer, input: z.input<S>, options: Options = {}): Promise<Result<R>> => {
    const now = options.now ?? new Date()
    const parsed = parseInput(spec.input, input)
    if (!parsed.ok) return parsed
    const barred = barrier(viewer, spec.name, now)
    if (barred) return barred
    const prepared = await spec.prepare({ viewer, input: parsed.value, now })
    if (!prepared.ok) return prepared
    return inTransaction(async tx => {
      const context = { tx, viewer, input: parsed.value, prepared: prepared.value, now }
      return spec.once && (options.key !== undefined || !spec.once.keyedOnly) ? once(spec.once, spec.name, context, options.key, () => spec.run(context)) : spec.run(context)
    }, spec.holds && `post ${spec.holds(parsed.value)}`)
  }
  return Object.assign(act, { actionName: spec.name })
}

/** The names of all actions made so far, for the test that compares them with the policy. */
export function actionNames(): ActionName[] {
  return [...known]
}

/** Runs a change in one transaction; a refusal undoes it. For actions, and for `auth/`, which writes only its own tables.
 *  Those who name one `line` hold the same row. */
export async function inTransaction<R>(change: (tx: Tx) => Promise<Result<R>>, line?: string): Promise<Result<R>> {
  try {
    return await db().write(async tx => {
      const result = await change(tx)
      if (!result.ok) throw new Undo(result)
      return result
    }, line)
  } catch (error) {
    if (error instanceof Undo) return error.result
    const fault = refusalOf(error)
    if (fault) return fault
    throw error
  }
}

class Undo extends Error {
  constructor(readonly result: { ok: false; error: Refusal }) { super('refused') }
}

function barrier(viewer: Viewer, name: ActionName, now: Date): { ok: false; error: Refusal } | null {
  if (viewer.kind === 'person') {
    if (viewer.scope === 'read') return refuse('scope', { scope: 'read', need: 'write' })
    if (viewer.suspendedUntil && viewer.suspendedUntil > now) {
      return refuse('suspended', { until: viewer.suspendedUntil.toISOString().slice(0, 10), why: t('see the moderators’ reason in your mail or on your page') }, { retryAfter: null })
    }
    if (!mayEver(viewer, name)) {
      return mayEver({ ...viewer, scope: 'moderate' }, name) && viewer.scope !== 'moderate'
        ? refuse('scope', { scope: viewer.scope, need: 'moderate' })
        : refuse('not-allowed', { why: t('This is not for a {0}.', roleOf(viewer)) })
    }
  }
  if (viewer.kind === 'guest' && !mayEver(viewer, name)) return refuse('sign-in')
  return null
}

const day = 24 * 3_600_000

async function once<I, P, R>(
  rule: { place: (input: I) => string; sender: (viewer: Viewer, input: I) => string; kept: (value: R) => IdempotentResult; again: (tx: Tx, kept: IdempotentResult, viewer: Viewer) => Promise<R | null> },
  name: ActionName, context: Context<I, P>, given: string | undefined, change: () => Promise<Result<R>>,
): Promise<Result<R>> {
  const { tx, viewer, input, now } = context
  const bodyHash = sha(JSON.stringify(input))
  const place = `${rule.sender(viewer, input)}\n${name}\n${rule.place(input)}`
  const key = sha(given ? `${place}\nkey\n${given}` : `${place}\ntext\n${bodyHash}`)
  // Insert first: a second transaction with the same key waits here for the first one's end, on both engines. What is older than a day counts as gone.
  const [fresh] = await taken(tx).execute({ key, bodyHash, now, dayBefore: new Date(now.getTime() - day) })
  if (!fresh) {
    const [first] = await tx.select().from(idempotency).where(eq(idempotency.key, key))
    if (first && first.bodyHash !== bodyHash) return refuse('key-reused')
    const again = first ? await rule.again(tx, first.result, viewer) : null
    if (again !== null) return { ok: true, value: again }
  }
  const result = await change()
  if (result.ok) beforeCommit(tx, kept(tx).execute({ key, bodyHash, now, result: rule.kept(result.value) }))
  return result
}

const bodyGiven = given('bodyHash', idempotency.bodyHash)
const nowGiven = given('now', idempotency.createdAt)

const taken = preparedOnce(on => on.insert(idempotency).values({ key: given('key', idempotency.key), bodyHash: bodyGiven, result: { post: 0, guest: null }, createdAt: nowGiven })
  .onConflictDoUpdate({ target: idempotency.key, set: { bodyHash: bodyGiven, createdAt: nowGiven }, setWhere: lt(idempotency.createdAt, given('dayBefore', idempotency.createdAt)) })
  .returning({ key: idempotency.key }).prepare('take_key'))

const kept = preparedOnce(on => on.update(idempotency).set({ bodyHash: bodyGiven, result: given('result', idempotency.result), createdAt: nowGiven })
  .where(eq(idempotency.key, given('key', idempotency.key))).prepare('keep_result'))

function sha(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
