/** What authors change on the site itself in the reading list's words on a paper: rating, remark and notes, beside the file. */
import { and, count, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { holdPaperRows } from '@/db/hold'
import { assessments, notes, papers } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import { preparedAction } from './action'
import { afterEdit, keptText, readSaid, readStored, said, saysNothing, seenOf, sourcesIn } from './assessments'
import type { Said, SaidNote, Stored } from './assessments'
import { done, refuse } from './errors'
import { record } from './events'
import { positiveId } from './fields'
import { ensureListAuthor, listAuthor } from './list-author'
import { mentionFromNotes } from './mentions'
import { indexPaper } from './search-rows'
import { knownAnswers } from './note-sources'
import { allowedPost, loadPost } from './posts'
import { renderNote } from './rendering'
import { personOf } from './viewer'
import { t } from '@/words'

/** Saves what the list says of a paper. `seen` is what its author saw before: where it has changed meanwhile, nothing is written.
 *  Where the file's words wait for a choice, this is the choice. */
export const assessPaper = preparedAction({
  name: 'papers.assess',
  input: z.object({ paper: positiveId, seen: z.string().max(64), says: said }),
  prepare: async ({ input }) => done(await renderSaid(input.says, input.paper)),
  async run({ tx, viewer, input, prepared, now }) {
    const held = await holdAssessment(tx, input.paper, now)
    if (!held) return refuse('not-found')
    const { stored } = held
    const same = keptText(stored.said) === keptText(input.says)
    if (same && stored.fromFile === null) return done({ changed: false })
    if (seenOf(stored) !== input.seen) return refuse('changed-meanwhile')
    const settled = stored.fromFile === null ? stored : { ...stored, remembered: stored.fromFile, fromFile: null }
    await write(tx, held, { says: input.says, html: prepared, kept: afterEdit(settled, input.says, await shownFor(tx, settled, input.says)) }, now)
    await record(tx, 'paper.changed', { paper: input.paper, actor: personOf(viewer) }, now)
    return done({ changed: true })
  },
})

/** Settles what was changed on the site and in the file: the site's words stay, or the file's are taken. */
export const settleAssessment = preparedAction({
  name: 'papers.settle',
  input: z.object({ paper: positiveId, seen: z.string().max(64), take: z.enum(['site', 'file']) }),
  async prepare({ input }) {
    const on = db().read
    const author = (await listAuthor(on))?.id ?? 0
    const says = readSaid((await readStored(on, author, [input.paper])).get(input.paper)?.fromFile ?? null)
    return done({ says, html: says && input.take === 'file' ? await renderSaid(says, input.paper) : new Map<SaidNote | 'remark', string>() })
  },
  async run({ tx, viewer, input, prepared, now }) {
    const held = await holdAssessment(tx, input.paper, now)
    if (!held) return refuse('not-found')
    const { stored } = held
    const { says, html } = prepared
    if (says === null || seenOf(stored) !== input.seen || stored.fromFile !== keptText(says)) return refuse('settled-already')
    if (input.take === 'file') await write(tx, held, { says, html, kept: { remembered: null, fromFile: null } }, now)
    else await tx.update(assessments).set(afterEdit({ ...stored, remembered: stored.fromFile, fromFile: null }, stored.said, await shownFor(tx, stored, says))).where(eq(assessments.id, stored.id))
    await record(tx, 'paper.changed', { paper: input.paper, actor: personOf(viewer) }, now)
    return done({ took: input.take })
  },
})

/** Adds an answer's text, as its author words it, to the notes on the paper. The notes name the answer as their source. */
export const noteAnswer = preparedAction({
  name: 'answers.note',
  input: z.object({ post: positiveId, notes: said.shape.notes.min(1).max(50) }),
  async prepare({ input }) {
    const paper = (await loadPost(db().read, input.post))?.post.paper ?? null
    const says = { ...saysNothing, notes: input.notes.map(note => ({ ...note, source: input.post })) }
    return done({ says, html: await renderSaid(says, paper) })
  },
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'answers.note', input.post)
    if (!allowed.ok) return allowed
    const { post, slug } = allowed.value.thing
    if (post.kind !== 'answer') return refuse('not-allowed', { why: t('Only an answer becomes a note.') })
    const held = await holdAssessment(tx, post.paper, now)
    if (!held) return refuse('not-found')
    if ((await knownAnswers([post.id], tx)).get(post.id)?.shown !== true) return refuse('not-public')
    const [noted] = await tx.select({ id: notes.id }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment))
      .where(and(eq(assessments.paper, post.paper), eq(notes.sourcePost, post.id))).limit(1)
    if (noted) return refuse('noted-already')
    const says = { ...held.stored.said, notes: [...held.stored.said.notes, ...prepared.says.notes] }
    await append(tx, held, { notes: prepared.says.notes, html: prepared.html, kept: afterEdit(held.stored, says, await shownFor(tx, held.stored, says)) }, now)
    await record(tx, 'paper.changed', { paper: post.paper, actor: personOf(viewer) }, now)
    return done({ post: post.id, paper: slug })
  },
})

/** After an edit of the list as a text on the site: what the file said of papers is remembered, where it is not already. */
export async function rememberFile(tx: Tx, author: number, before: ReadonlyMap<number, Stored>): Promise<void> {
  for (const [paper, after] of await readStored(tx, author, [...before.keys()])) {
    const was = before.get(paper)
    if (!was || keptText(was.said) === keptText(after.said)) continue
    await tx.update(assessments).set(afterEdit(was, after.said, await shownFor(tx, was, after.said))).where(eq(assessments.id, after.id))
  }
}

type Html = ReadonlyMap<SaidNote | 'remark', string>
type Held = { paper: number; author: number; stored: Stored }

/** One's own until the transaction ends: a second author waits here, and then sees what the first has written. */
async function holdAssessment(tx: Tx, paper: number, now: Date): Promise<Held | null> {
  await holdPaperRows(tx, [paper])
  const [there] = await tx.select({ id: papers.id }).from(papers).where(eq(papers.id, paper))
  if (!there) return null
  const author = await ensureListAuthor(tx, null, now)
  const stored = (await readStored(tx, author, [paper])).get(paper)
  return { paper, author, stored: stored ?? { id: 0, said: saysNothing, remembered: null, fromFile: null } }
}

async function shownFor(tx: Tx, stored: Stored, after: Said): Promise<(post: number) => boolean> {
  const all = [after, stored.said, readSaid(stored.remembered), readSaid(stored.fromFile)]
  const answers = await knownAnswers(sourcesIn(all.flatMap(one => one?.notes ?? [])), tx)
  return post => answers.get(post)?.shown === true
}

type Kept = Pick<Stored, 'remembered' | 'fromFile'>

async function write(tx: Tx, { paper, author }: Held, { says, html, kept }: { says: Said; html: Html; kept: Kept }, now: Date): Promise<void> {
  const { rating, mark, remark } = says
  const own = { rating, mark, remark, remarkHtml: html.get('remark') ?? null, ...kept, editedAt: now }
  const [row] = await tx.insert(assessments).values({ paper, author, ...own }).onConflictDoUpdate({ target: [assessments.paper, assessments.author], set: own }).returning({ id: assessments.id })
  if (!row) throw new Error('an assessment was not written')
  await tx.delete(notes).where(eq(notes.assessment, row.id))
  await insertNotes(tx, says.notes, { assessment: row.id, parent: null, from: 0, html })
  await indexPaper(tx, paper)
  await mentionFromNotes(tx, paper, now)
}

/** Behind the notes that there are. */
async function append(tx: Tx, { paper, author }: Held, { notes: added, html, kept }: { notes: SaidNote[]; html: Html; kept: Kept }, now: Date): Promise<void> {
  const own = { ...kept, editedAt: now }
  const [row] = await tx.insert(assessments).values({ paper, author, ...own }).onConflictDoUpdate({ target: [assessments.paper, assessments.author], set: own }).returning({ id: assessments.id })
  if (!row) throw new Error('an assessment was not written')
  const [before] = await tx.select({ n: count() }).from(notes).where(and(eq(notes.assessment, row.id), isNull(notes.parent)))
  await insertNotes(tx, added, { assessment: row.id, parent: null, from: before?.n ?? 0, html })
  await indexPaper(tx, paper)
  await mentionFromNotes(tx, paper, now)
}

async function insertNotes(tx: Tx, list: readonly SaidNote[], { assessment, parent, from, html }: { assessment: number; parent: number | null; from: number; html: Html }): Promise<void> {
  for (const [at, note] of list.entries()) {
    const [made] = await tx.insert(notes).values({ assessment, parent, position: from + at, text: note.text, html: html.get(note) ?? '', renderer: rendererVersion, sourcePost: note.source }).returning({ id: notes.id })
    if (made) await insertNotes(tx, note.notes, { assessment, parent: made.id, from: 0, html })
  }
}

async function renderSaid(says: Said, paper: number | null): Promise<Html> {
  const html = new Map<SaidNote | 'remark', string>()
  if (says.remark !== null) html.set('remark', (await renderNote(says.remark, paper)).html)
  const render = async (list: readonly SaidNote[]): Promise<void> => {
    for (const note of list) {
      html.set(note, (await renderNote(note.text, paper)).html)
      await render(note.notes)
    }
  }
  await render(says.notes)
  return html
}
