/** Closing one's account: name, address and whatever lets one in are gone at once; the posts stay or are emptied (SECURITY R24). */
import { and, asc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { appeals, drafts, fingerprints, flags, follows, formerHandles, guests, links, mailFollows, notifications, people, personNotes, posts, proposedEdits, pushSubscriptions, readings, revisions, signIns } from '@/db/schema'
import { skeleton } from '@/text/names'
import { endAccess } from './access'
import { action } from './action'
import { refuse } from './errors'
import { record } from './events'
import { requireProof } from './proof'
import { holdPost, idsOf } from './publishing'
import { retitle, unindexPerson } from './search-rows'
import { moveState } from './states'
import { personOf } from './viewer'
import { t } from '@/words'

export const formerName = 'Former member'

/** Closes the viewer's account. `posts`: "keep" leaves them under "Former member", "empty" takes their texts and former texts away. */
export async function closeAccount(...[viewer, input, options]: Parameters<typeof close>): ReturnType<typeof close> {
  const closed = await close(viewer, input, options)
  if (closed.ok) await db().forgetFreed()
  return closed
}

const close = action({
  name: 'people.close',
  input: z.object({ posts: z.enum(['keep', 'empty']) }),
  run: async ({ tx, viewer, input, now }) => {
    const proved = requireProof(viewer, now)
    if (!proved.ok) return proved
    const [person] = await tx.select().from(people).where(eq(people.id, personOf(viewer) ?? 0))
    if (!person || person.former) return refuse('not-found')
    if (person.keepsList) return refuse('not-allowed', { why: t('You keep this site’s reading list, so your account stays with it. The operator can take the site down.') })
    if (input.posts === 'empty') await emptyPosts(tx, person.id, now)
    await forgetPerson(tx, person.id)
    await record(tx, 'person.closed', { person: person.id, actor: person.id }, now)
    return { ok: true, value: null }
  },
})

async function forgetPerson(tx: Tx, id: number): Promise<void> {
  const handle = `former-${id}`
  await endAccess(tx, id)
  await tx.delete(signIns).where(eq(signIns.person, id))
  await tx.delete(links).where(eq(links.person, id))
  await tx.delete(formerHandles).where(eq(formerHandles.person, id))
  // An address that was never proved may be another's.
  const [person] = await tx.select({ email: people.emailFolded }).from(people).where(and(eq(people.id, id), isNotNull(people.emailProved)))
  if (person?.email) await tx.delete(mailFollows).where(eq(mailFollows.addressFolded, person.email))
  for (const table of [follows, notifications, readings, drafts, pushSubscriptions]) await tx.delete(table).where(eq(table.person, id))
  await tx.update(people).set({
    handle, handleFolded: handle, name: formerName, nameSkeleton: skeleton(formerName), email: null, emailFolded: null, emailProved: null,
    password: null, role: 'member', about: '', orcid: null, suspendedWhy: null, former: true, notices: null, feedHash: null, mailBouncedAt: null,
  }).where(eq(people.id, id))
  await tx.update(flags).set({ note: null }).where(eq(flags.person, id))
  await tx.delete(personNotes).where(eq(personNotes.person, id))
  await forgetAppeals(tx, id)
  await unindexPerson(tx, id, formerName)
  // Posts that were a guest's before they were claimed bear that guest's name.
  await tx.update(guests).set({ name: formerName, nameSkeleton: skeleton(formerName), cookieHash: null, addressHash: null, networkHash: null }).where(eq(guests.claimedBy, id))
}

// An appeal that nobody has judged is taken back with the account; of those judged the words go.
async function forgetAppeals(tx: Tx, person: number): Promise<void> {
  const open = await tx.delete(appeals).where(and(eq(appeals.person, person), isNull(appeals.outcome))).returning({ post: appeals.post })
  await tx.update(posts).set({ appealed: false }).where(inArray(posts.id, open.flatMap(appeal => appeal.post ?? [])))
  await tx.update(appeals).set({ words: '' }).where(eq(appeals.person, person))
}

// A post that others replied to stays as a tombstone, the others leave nothing to read.
async function emptyPosts(tx: Tx, person: number, now: Date): Promise<void> {
  const claimed = tx.select({ id: guests.id }).from(guests).where(eq(guests.claimedBy, person))
  const written = await tx.select().from(posts).where(or(eq(posts.person, person), inArray(posts.guest, claimed))).orderBy(asc(posts.id))
  for (const read of written) {
    const post = await holdPost(tx, read)
    if (post.state !== 'deleted') await moveState(tx, post, { by: 'empty', to: 'deleted' }, now)
    await tx.delete(revisions).where(eq(revisions.post, post.id))
    await tx.delete(proposedEdits).where(eq(proposedEdits.post, post.id))
    await tx.delete(fingerprints).where(eq(fingerprints.post, post.id))
    await tx.update(posts).set({
      body: '', html: '', plain: '', title: null, titleHtml: null, heading: '', expertise: null, anchorKind: null, anchorLabel: null, anchorSort: null, anchorQuote: null, anchorVersion: null,
      state: 'deleted', deletedAt: post.deletedAt ?? now, deletedByWriter: true, heldWhy: null, proposed: false, appealed: false,
      // What is counted of its words stays: that is nobody's.
      screening: null, risk: 0, learned: null,
    }).where(eq(posts.id, post.id))
    if (post.kind === 'question') await emptyHeadings(tx, post.id)
    await record(tx, post.state === 'public' ? 'post.deleted' : 'post.withdrawn', { ...idsOf(post), actor: person }, now)
  }
}

// A question's heading stands with its answers and comments too, and with what search finds of them.
async function emptyHeadings(tx: Tx, question: number): Promise<void> {
  await retitle(tx, question, '')
  await tx.update(posts).set({ heading: '' }).where(eq(posts.question, question))
}
