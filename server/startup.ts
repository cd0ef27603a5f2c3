/** What happens between the configuration and the first answer, in order. A step may refuse the start by a sentence. */
import { ensureAuthor } from '@/auth/author'
import { ensureClaimLink } from '@/auth/links'
import { config } from '@/config'
import { closeDb, db } from '@/db'
import { migrate } from '@/db/migrate'
import { stopRendering } from '@/forum/rendering'
import { importAtStart } from '@/reading-list/apply'
import { startChores, stopChores } from './chores'
import { playDemo } from './demo/play'
import { startEventLines } from './event-lines'
import { follower } from './follower'
import { startMailroom, stopMailroom } from './mailroom'
import { gauges } from './metrics'
import { startNotifier, stopNotifier } from './notifier'
import { startPushRoom, stopPushRoom } from './push-room'

export type Done = { ok: true; say?: string[] } | { ok: false; sentence: string }

export type Step = { name: string; run: () => Promise<Done> }

export type Closing = { name: string; run: () => Promise<void> }

/** Steps of the start. Each sees what the former did. */
export const steps: Step[] = [
  { name: 'migrate the database', run: async () => migrate() },
  { name: 'play the demonstration', run: async () => config().demo ? playDemo() : { ok: true } },
  { name: 'follow the log', run: () => done(follower().start()) },
  { name: 'log events', run: () => { startEventLines(); return done(Promise.resolve()) } },
  { name: 'import the reading list', run: importReadingList },
  { name: 'make the author’s account', run: makeAuthor },
  { name: 'make the claim link', run: claimLink },
  { name: 'measure the queues', run: measureQueues },
  { name: 'begin the chores', run: beginChores },
  { name: 'begin to make notifications', run: () => done(startNotifier()) },
  { name: 'begin to send mail', run: () => { startMailroom(); return done(Promise.resolve()) } },
  { name: 'begin to tell browsers', run: () => { startPushRoom(); return done(Promise.resolve()) } },
]

/** What is closed at the end, in order: first what still writes, last what is written to. */
export const closings: Closing[] = [
  { name: 'stop the chores', run: endChores },
  { name: 'stop making notifications', run: stopNotifier },
  { name: 'stop sending mail', run: stopMailroom },
  { name: 'stop telling browsers', run: stopPushRoom },
  { name: 'stop rendering', run: stopRendering },
  { name: 'stop following the log', run: () => follower().stop() },
  { name: 'close the database', run: closeDb },
]

/** A list that cannot be read stops a start that named it; the default file may be missing. */
async function importReadingList(): Promise<Done> {
  const file = config().readingList
  const imported = await importAtStart(file)
  if (imported === null) return { ok: true }
  if (!imported.ok) return process.env['READING_LIST'] ? { ok: false, sentence: `READING_LIST is wrong: ${imported.error.text}` } : { ok: true, say: [`No reading list was imported: ${imported.error.text}`] }
  const { found, added, changed, removed, conflicts, problems } = imported.value
  const say = [`Reading list: ${found.papers} papers, ${found.questions} questions; ${added.length} added, ${changed.length} changed, ${removed.length} removed.`]
  if (conflicts.length > 0) say.push(`${conflicts.length} ${conflicts.length === 1 ? 'paper was' : 'papers were'} changed on the site and in the file: the site’s words stay until you choose at /reading-list.`)
  return { ok: true, say: problems.length > 0 ? [...say, `${problems.length} lines were placed by a guess: see /reading-list.`] : say }
}

async function makeAuthor(): Promise<Done> {
  const fault = await ensureAuthor(config())
  return fault === null ? { ok: true } : { ok: false, sentence: fault }
}

// Printed for the one at the terminal; it never reaches the log.
async function claimLink(): Promise<Done> {
  const address = await ensureClaimLink()
  return { ok: true, say: address === null ? [] : [`Nobody keeps this site yet. Claim it within a day at ${address}`] }
}

async function measureQueues(): Promise<Done> {
  gauges().set('writes_waiting', () => db().waiting())
  return Promise.resolve({ ok: true })
}

async function beginChores(): Promise<Done> {
  startChores()
  return Promise.resolve({ ok: true })
}

function endChores(): Promise<void> {
  stopChores()
  return Promise.resolve()
}

async function done(work: Promise<unknown>): Promise<Done> {
  await work
  return { ok: true }
}
