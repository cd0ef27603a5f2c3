/** A site filled with the data: its lists by the importer, its threads as questions, answers and comments under their papers. */
import { asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { insertMany, takeIds } from '@/db/bulk'
import { assessments, notes, papers, posts } from '@/db/schema'
import { reindexAll } from '@/forum/search-rows'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import { papersOf, parseReadingList } from '@/reading-list/parse'
import { printReadingList } from '@/reading-list/print'
import type { ReadingList } from '@/reading-list/types'
import { wellFormed } from '@/text/characters'
import { Job } from '@/text/job'
import { posts as parser } from '@/text/markdown'
import { plainText } from '@/text/plain-text'
import { aPerson, must } from '../../support/world'
import type { Document } from './bm25'
import type { Data, Fragment } from './data'

/** What a result of search is called in the fixtures. */
export type Names = { ofPost: Map<number, string>; /** By slug; a paper of several lists has several. */ ofPaper: Map<string, string[]> }

const began = Date.UTC(2024, 0, 1)

/** Notes on machine learning: their fragments stand in for posts with formulas. Those of the discussions are there as posts already. */
const collections = /^(?:DuskNgai|patrick-llgc|shagunsodhani|XinshaoAmosWang)\//

type Thread = { paper: number; title: string; posts: { name: string; kind: 'question' | 'answer' | 'comment'; body: string }[] }

export async function fill(data: Data): Promise<Names> {
  const names: Names = { ofPost: new Map(), ofPaper: new Map() }
  await importLists(data.lists, names)
  const papersBy = await addPapers(data, names)
  const threads = [...discussions(data, papersBy), ...fragmentThreads(data.fragments.filter(({ source }) => collections.test(source)), papersBy)]
  await addThreads(threads, names)
  await db().write(reindexAll)
  return names
}

/** All lists as one, as the importer keeps one list a site. */
async function importLists(lists: Data['lists'], names: Names): Promise<void> {
  const read = lists.flatMap(({ file, text }) => {
    const parsed = parseReadingList(text)
    return parsed.ok ? [{ file, list: parsed.list }] : []
  })
  const [first] = read
  if (first === undefined) throw new Error('no list could be read')
  const whole: ReadingList = { ...first.list, topics: read.flatMap(({ list }) => list.topics) }
  must(await importList(printReadingList(whole), operator, { dryRun: false }))
  const onSite = await db().read.select({ slug: papers.slug, title: papers.title }).from(papers).orderBy(asc(papers.id))
  const slugs = new Map<string, string[]>()
  for (const { slug, title } of onSite) slugs.set(keyOf(title), [...(slugs.get(keyOf(title)) ?? []), slug])
  for (const { file, list } of read) {
    for (const paper of papersOf(list.topics)) {
      // Where the importer keeps two of one title apart, each has a name of its own; the last has what is left.
      const alike = slugs.get(keyOf(paper.title)) ?? []
      const slug = alike.length > 1 ? alike.shift() : alike[0]
      if (slug !== undefined) names.ofPaper.set(slug, [...(names.ofPaper.get(slug) ?? []), `list:${file}:${paper.line}`])
    }
  }
}

function keyOf(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** A paper for each that the discussions name, and one for each stream of messages and each collection of formulas. */
async function addPapers(data: Data, names: Names): Promise<Map<string, number>> {
  const wanted = new Map<string, string | null>()
  for (const post of data.posts) if (!wanted.has(subjectOf(post))) wanted.set(subjectOf(post), `about:${post.line}`)
  for (const { source } of data.fragments) if (collections.test(source)) wanted.set(source, null)
  return db().write(async tx => {
    const ids = await takeIds(tx, papers, wanted.size)
    const rows = Array.from(wanted, ([title, name], at) => ({ id: ids[at] ?? 0, name, slug: `discussed-${at + 1}`, title }))
    const now = new Date(began)
    await insertMany(tx, papers, rows.map(({ id, slug, title }) => ({ id, slug, title, titleHtml: '', titleKey: keyOf(title), authors: [], links: [], position: 10_000 + id, onList: false, activeAt: now, createdAt: now })))
    for (const { slug, name } of rows) if (name !== null) names.ofPaper.set(slug, [name])
    return new Map(rows.map(({ title, id }) => [title, id]))
  })
}

function subjectOf({ paper_title, thread }: Data['posts'][number]): string {
  return paper_title ?? thread.split(' / ')[0] ?? thread
}

function discussions(data: Data, papersBy: Map<string, number>): Thread[] {
  const threads = new Map<string, Thread>()
  for (const post of data.posts) {
    const title = post.thread.split(' / ').at(-1) ?? post.thread
    const thread = threads.get(post.thread) ?? { paper: papersBy.get(subjectOf(post)) ?? 0, title, posts: [] }
    threads.set(post.thread, thread)
    thread.posts.push({ name: `post:${post.line}`, kind: post.kind, body: post.body })
  }
  return Array.from(threads.values())
}

function fragmentThreads(fragments: Fragment[], papersBy: Map<string, number>): Thread[] {
  const threads = new Map<string, Thread>()
  for (const { source, tex, display, line } of fragments) {
    const thread = threads.get(source) ?? { paper: papersBy.get(source) ?? 0, title: 'Formulas', posts: [] }
    threads.set(source, thread)
    thread.posts.push({ name: `fragment:${line}`, kind: thread.posts.length === 0 ? 'question' : 'answer', body: display ? `$$\n${tex.trim()}\n$$` : `$${tex.trim()}$` })
  }
  return Array.from(threads.values())
}

async function addThreads(threads: Thread[], names: Names): Promise<void> {
  const person = (await aPerson({ name: 'Contributor', handle: 'contributor' })).id
  const numbers = new Map<number, number>()
  const texts = new Map(threads.flatMap(thread => thread.posts).map(post => [post, plainOf(post.body)]))
  await db().write(async tx => {
    const ids = await takeIds(tx, posts, texts.size)
    let at = 0
    const rows = threads.flatMap(thread => {
      const number = (numbers.get(thread.paper) ?? 0) + 1
      numbers.set(thread.paper, number)
      const question = ids[at] ?? 0
      const answers = thread.posts.filter(({ kind }) => kind === 'answer').length
      return thread.posts.map(post => {
        const id = ids[at++] ?? 0
        const asked = id === question
        const when = new Date(began + id * 3_600_000)
        names.ofPost.set(id, post.name)
        return {
          id, kind: asked ? 'question' as const : post.kind === 'question' ? 'answer' as const : post.kind, paper: thread.paper, topic: null, question: asked ? null : question, parent: asked ? null : question, under: post.kind === 'comment' && !asked ? question : null,
          number: asked ? number : null, title: asked ? thread.title : null, titleHtml: asked ? '' : null, heading: thread.title, state: 'public' as const, status: asked ? 'open' as const : null, person, role: 'member' as const,
          body: post.body, html: '', plain: texts.get(post) ?? '', renderer: 1, answers: asked ? answers : 0, createdAt: when, publicAt: when, activeAt: when,
        }
      })
    })
    await insertMany(tx, posts, rows)
  })
}

// Nobody looks at these pages: the formulas need not be set.
function plainOf(body: string): string {
  const text = wellFormed(body)
  return plainText(parser.parse(text, new Job(text, {})))
}

/** What the baseline reads: the same papers and posts, heading and text. */
export async function documentsOf(names: Names): Promise<Document[]> {
  const on = db().read
  const written = await on.select({ id: posts.id, heading: posts.heading, plain: posts.plain }).from(posts).where(eq(posts.state, 'public')).orderBy(asc(posts.id))
  const listed = await on.select({ id: papers.id, slug: papers.slug, title: papers.title, venue: papers.venue }).from(papers).orderBy(asc(papers.id))
  const remarks = await on.select({ paper: assessments.paper, text: assessments.remark }).from(assessments).orderBy(asc(assessments.id))
  const noted = await on.select({ paper: assessments.paper, text: notes.text }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).orderBy(asc(notes.id))
  const said = grouped([...remarks, ...noted])
  return [
    ...written.flatMap(({ id, heading, plain }) => called(names.ofPost.get(id), [heading, plain])),
    ...listed.flatMap(({ id, slug, title, venue }) => called(names.ofPaper.get(slug)?.[0], [title, venue, ...(said.get(id) ?? []).map(({ text }) => text)])),
  ]
}

function called(id: string | undefined, texts: (string | null)[]): Document[] {
  return id === undefined ? [] : [{ id, text: texts.join('\n') }]
}

function grouped(all: { paper: number; text: string | null }[]): Map<number, { text: string | null }[]> {
  const by = new Map<number, { text: string | null }[]>()
  for (const one of all) by.set(one.paper, [...(by.get(one.paper) ?? []), one])
  return by
}
