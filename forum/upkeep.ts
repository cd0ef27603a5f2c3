/** What is forgotten with time, and what is rendered again by a newer renderer. Run by the server now and then, in small bites. */
import { and, asc, eq, gt, isNotNull, lt, ne } from 'drizzle-orm'
import { db } from '@/db'
import { assessments, guests, idempotency, links, looks, notes, notifications, outbox, posts, sessions } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import { inTransaction } from './action'
import { forgetOldDrafts } from './drafts'
import { done } from './errors'
import { record } from './events'
import { forgetUnconfirmed } from './mail-follows'
import { rendererOf } from './posting'
import { forgetDecidedProposals } from './proposals'
import { idsOf, index } from './publishing'
import { forgetEndedWindows } from './rates'
import { renderNote, renderPost } from './rendering'
import { forgetMarks } from './screening/likeness'

const day = 24 * 3_600_000
const addressesKeptMs = 30 * day
const mailsKeptMs = 30 * day
const noticesKeptMs = 400 * day
const biteSize = 20

/** Forgets guests' addresses and what is known of mails after 30 days, ended counts, spent keys, ended sessions and links, who looked at what,
 *  marks of texts that are no longer looked for, addresses that nobody confirmed, drafts after 60 days, notifications after more than a year, and edits that were decided on and can be brought back no longer. */
export async function forgetWhatHasEnded(now: Date): Promise<void> {
  await inTransaction(async tx => {
    await forgetEndedWindows(tx, now)
    await tx.delete(idempotency).where(lt(idempotency.createdAt, new Date(now.getTime() - day)))
    await tx.delete(sessions).where(lt(sessions.endsAt, now))
    await tx.delete(links).where(lt(links.endsAt, new Date(now.getTime() - day)))
    await tx.delete(looks).where(lt(looks.at, new Date(now.getTime() - day)))
    await tx.delete(outbox).where(lt(outbox.createdAt, new Date(now.getTime() - mailsKeptMs)))
    await forgetDecidedProposals(tx, new Date(now.getTime() - day))
    await forgetMarks(tx, now)
    await tx.delete(notifications).where(lt(notifications.createdAt, new Date(now.getTime() - noticesKeptMs)))
    await forgetOldDrafts(tx, now)
    await forgetUnconfirmed(tx, now)
    await tx.update(guests).set({ addressHash: null, networkHash: null }).where(and(lt(guests.createdAt, new Date(now.getTime() - addressesKeptMs)), isNotNull(guests.addressHash)))
    return done(null)
  })
}

/** Renders some texts that an older renderer made, or that could not be rendered in their bounds. Returns how many came out well;
 *  0 where none is left that can. */
export async function renderAnew(): Promise<number> {
  const renderedPosts = await renderPostsAnew()
  // Notes have no index for this: they are looked through once the posts are done.
  return renderedPosts > 0 ? renderedPosts : renderNotesAnew()
}

async function renderPostsAnew(): Promise<number> {
  let renderedPosts = 0
  for (const post of await oldPosts()) {
    const rendered = await renderPost(post.body, post.paper)
    if (rendered.plain && post.renderer === 0) continue
    renderedPosts++
    await inTransaction(async tx => {
      // The body is part of the condition: an edit meanwhile has rendered the new text already.
      const [changed] = await tx.update(posts).set({ html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered) }).where(and(eq(posts.id, post.id), eq(posts.body, post.body))).returning()
      if (changed?.state === 'public') {
        await index(tx, changed)
        await record(tx, 'post.rendered', idsOf(changed), new Date())
      }
      return done(null)
    })
  }
  return renderedPosts
}

async function renderNotesAnew(): Promise<number> {
  const on = db().read
  const oldNotes = await on.select({ id: notes.id, text: notes.text, topic: notes.topic, paper: assessments.paper }).from(notes).leftJoin(assessments, eq(assessments.id, notes.assessment)).where(ne(notes.renderer, rendererVersion)).orderBy(asc(notes.id)).limit(biteSize)
  for (const note of oldNotes) {
    const rendered = await renderNote(note.text, note.paper)
    await inTransaction(async tx => {
      await tx.update(notes).set({ html: rendered.html, renderer: rendererVersion }).where(and(eq(notes.id, note.id), eq(notes.text, note.text)))
      if (note.paper !== null) await record(tx, 'paper.changed', { paper: note.paper }, new Date())
      if (note.topic !== null) await record(tx, 'topic.changed', { topic: note.topic }, new Date())
      return done(null)
    })
  }
  return oldNotes.length
}

/** The next posts whose text is not this renderer's. Those that could not be rendered (0) come last: one that never can must not
 *  keep the others waiting. Each range is read from its index; "is not this version" would read every text of the site. */
async function oldPosts() {
  const ranges = [and(gt(posts.renderer, 0), lt(posts.renderer, rendererVersion)), gt(posts.renderer, rendererVersion), eq(posts.renderer, 0)]
  for (const range of ranges) {
    const found = await db().read.select({ id: posts.id, body: posts.body, paper: posts.paper, renderer: posts.renderer }).from(posts).where(range).orderBy(asc(posts.renderer), asc(posts.id)).limit(biteSize)
    if (found.length > 0) return found
  }
  return []
}
