/** What is forgotten with time. Run by the server now and then. */
import { and, isNotNull, lt } from 'drizzle-orm'
import { guests, idempotency, links, looks, notifications, outbox, sessions } from '@/db/schema'
import { inTransaction } from './action'
import { forgetOldDrafts } from './drafts'
import { done } from './errors'
import { forgetUnconfirmed } from './mail-follows'
import { forgetDecidedProposals } from './proposals'
import { forgetEndedWindows } from './rates'
import { forgetMarks } from './screening/likeness'
import { sumOldVisits } from './visits'

const day = 24 * 3_600_000
const addressesKeptMs = 30 * day
const mailsKeptMs = 30 * day
const noticesKeptMs = 400 * day

/** Forgets guests' addresses and what is known of mails after 30 days, ended counts, spent keys, ended sessions and links, who looked at what,
 *  marks of texts that are no longer looked for, addresses that nobody confirmed, drafts after 60 days, notifications after more than a year, and edits that were decided on and can be brought back no longer. Visits of more than 400 days ago are summed by month. */
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
    await sumOldVisits(tx, now)
    await tx.update(guests).set({ addressHash: null, networkHash: null }).where(and(lt(guests.createdAt, new Date(now.getTime() - addressesKeptMs)), isNotNull(guests.addressHash)))
    return done(null)
  })
}
