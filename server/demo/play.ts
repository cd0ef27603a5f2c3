/** Fills an empty site with the demonstration: the sample list, invented people, and what they did, each step by the same action as anybody's. */
import { viewerOfRow } from '@/auth/person-rows'
import { config } from '@/config'
import { db } from '@/db'
import { listAuthor } from '@/forum/list-author'
import { listPapers } from '@/forum/papers'
import { addPerson, changePerson, findPersonByHandle, signUp } from '@/forum/people'
import type { PersonRow } from '@/forum/people'
import { renderAnew } from '@/forum/render-anew'
import { nobody, operator } from '@/forum/viewer'
import type { Person } from '@/forum/viewer'
import { importList, readListFile } from '@/reading-list/apply'
import { cast } from './cast'
import { labels } from './pencil-labels'
import { losses } from './pencil-losses'
import { others } from './other-papers'
import type { Cast, Who } from './script'
import { must, stepsOf } from './steps'

const begunDaysAgo = 30

export type Played = { ok: true; say: string[] } | { ok: false; sentence: string }

/** Plays once; a site that has been played on is left as it is now, and one that is no demonstration is refused. */
export async function playDemo(now: Date = new Date()): Promise<Played> {
  const [first] = cast
  if (first && await findPersonByHandle(first.handle)) return { ok: true, say: [] }
  if ((await listPapers({ all: true, limit: 1 })).items.length > 0) {
    return { ok: false, sentence: `DATA_DIR is wrong: ${config().dataDir} holds a site that is no demonstration. Name another folder for it.` }
  }
  const began = daysBefore(now, begunDaysAgo)
  const list = readListFile(config().readingList)
  if (!list.ok) return list
  const imported = await importList(list.bytes, operator, { dryRun: false, now: began })
  if (!imported.ok) return { ok: false, sentence: imported.error.text }
  for (const person of cast) await join(person, began)
  const steps = await stepsOf([...labels, ...losses, ...others], { now, viewerOf })
  for (const step of steps) await step.run()
  // What a busy machine could not render in its bounds stands there plain; everything else was rendered already.
  await renderAnew()
  return { ok: true, say: steps.length > 0 ? [] : ['The discussions of the demonstration belong to the sample list; this list has none of its papers.'] }
}

/** Members come by themselves, so that their first posts are held; the moderator is made by the operator. */
async function join({ about, ...given }: Cast, at: Date): Promise<void> {
  const account = { ...given, email: null, passwordHash: null }
  if (given.role === 'member') must(await signUp(nobody, account, { now: at }))
  else must(await addPerson(operator, account, { now: at }))
  must(await changePerson(await viewerOf(given.handle, at), { about }, { now: at }))
}

/** One of the cast, or the list's author, as they are at a moment: the trust in a newcomer grows with each approval. */
async function viewerOf(who: Who, now: Date): Promise<Person> {
  const row: PersonRow | null = who === 'author' ? await listAuthor(db().read) : await findPersonByHandle(who)
  const viewer = row && viewerOfRow(row, { scope: 'moderate', provedAt: now, now })
  if (!viewer) throw new Error(`the demonstration has nobody called ${who}`)
  return viewer
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 3_600_000)
}
