/** What happens between the configuration and the first answer, in order. A step may refuse the start by a sentence. */
import { ensureAuthor } from '@/auth/author'
import { ensureClaimLink } from '@/auth/links'
import { config } from '@/config'
import { closeDb, db } from '@/db'
import { migrate } from '@/db/migrate'
import { beginLateReferences, lateReferences } from '@/forum/late-references'
import { neighbourMarker } from '@/forum/neighbour-marks'
import { notifier } from '@/forum/notifying'
import { stopRendering } from '@/forum/rendering'
import { respell } from '@/forum/search-rows'
import { wordLearner } from '@/forum/vocabulary'
import { importAtStart } from '@/reading-list/apply'
import { stopDrawing } from './cards/cards'
import { startChores, stopChores } from './chores'
import { playDemo } from './demo/play'
import { startEventLines } from './event-lines'
import { follower } from './follower'
import { startIndexNow, stopIndexNow } from './indexnow'
import { startMailroom, stopMailroom } from './mailroom'
import { startMetadataRoom, stopMetadataRoom } from './metadata-room'
import { gauges } from './metrics'
import { LogWork } from './log-work'
import { startPushRoom, stopPushRoom } from './push-room'
import { startCounting, stopCounting } from './visit-room'

export type Done = { ok: true; say?: string[] } | { ok: false; sentence: string }

export type Step = { name: string; run: () => Promise<Done> }

export type Closing = { name: string; run: () => Promise<void> }

/** What follows from the log in transactions of its own, each at its own pace. */
const followingWork = [notifier, wordLearner, neighbourMarker, lateReferences].map(one => new LogWork(one))

/** Steps of the start. Each sees what the former did. */
export const steps: Step[] = [
  { name: 'migrate the database', run: async () => migrate() },
  { name: 'spell the search rows', run: spellSearchRows },
  { name: 'play the demonstration', run: async () => config().demo ? playDemo() : { ok: true } },
  { name: 'follow the log', run: () => done(follower().start()) },
  { name: 'log events', run: () => { startEventLines(); return done(Promise.resolve()) } },
  { name: 'begin to follow references', run: () => done(beginLateReferences(new Date())) },
  { name: 'import the reading list', run: importReadingList },
  { name: 'make the author’s account', run: makeAuthor },
  { name: 'make the claim link', run: claimLink },
  { name: 'measure the queues', run: measureQueues },
  { name: 'begin the chores', run: beginChores },
  { name: 'begin what follows from the log', run: async () => { for (const work of followingWork) await work.start(); return { ok: true } } },
  { name: 'begin to tell engines', run: () => done(startIndexNow()) },
  { name: 'begin to send mail', run: () => { startMailroom(); return done(Promise.resolve()) } },
  { name: 'begin to tell browsers', run: () => { startPushRoom(); return done(Promise.resolve()) } },
  { name: 'begin to ask for metadata', run: () => { startMetadataRoom(); return done(Promise.resolve()) } },
  { name: 'begin to count visits', run: () => { startCounting(); return done(Promise.resolve()) } },
]

/** What is closed at the end, in order: first what still writes, last what is written to. */
export const closings: Closing[] = [
  { name: 'stop the chores', run: endChores },
  { name: 'stop what follows from the log', run: async () => { for (const work of followingWork) await work.stop() } },
  { name: 'stop telling engines', run: stopIndexNow },
  { name: 'stop sending mail', run: stopMailroom },
  { name: 'stop telling browsers', run: stopPushRoom },
  { name: 'stop asking for metadata', run: stopMetadataRoom },
  { name: 'write down visits', run: stopCounting },
  { name: 'stop rendering', run: stopRendering },
  { name: 'stop drawing cards', run: stopDrawing },
  { name: 'stop following the log', run: () => follower().stop() },
  { name: 'close the database', run: closeDb },
]

/** After an upgrade that spells otherwise: some seconds for each hundred thousand posts. */
async function spellSearchRows(): Promise<Done> {
  return { ok: true, say: await respell() ? ['The search rows were written anew.'] : [] }
}

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
