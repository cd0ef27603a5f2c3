/** What a path of this site means, as far as everybody may read it: where references lead. A fixed number of small queries. */
import { and, eq, inArray, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { addresses, papers, posts } from '@/db/schema'
import { placeOfPath } from '@/text/references'
import { decodedSlug, lastingPath, paperPath, questionPath, slugOf } from './urls'

/** `path` is where it stands now; `question` and `paper` say in which thread, on which paper. */
export type Target = { path: string } & ({ kind: 'post'; post: number; question: number; paper: number } | { kind: 'paper'; paper: number })

const largestId = 2_147_483_647

/** Posts by their ids, where they and their threads are public. */
export async function publicPosts(on: Reader, ids: readonly number[]): Promise<Map<number, Target & { kind: 'post' }>> {
  // No post has a number that its column could not hold.
  const known = ids.filter(id => id <= largestId)
  if (known.length === 0) return new Map()
  const thread = alias(posts, 'thread')
  const rows = await on.select({ id: posts.id, question: posts.question, paper: posts.paper }).from(posts).leftJoin(thread, eq(thread.id, posts.question))
    .where(and(among(posts.id, known), eq(posts.state, 'public'), or(eq(posts.kind, 'question'), eq(thread.state, 'public'))))
  return new Map(rows.map(row => [row.id, { kind: 'post', post: row.id, question: row.question ?? row.id, paper: row.paper, path: lastingPath(row.id) }]))
}

/** What each path means, by the path; those that mean nothing public are left out. Former addresses lead to where things are now. */
export async function targetsAt(on: Reader, paths: readonly string[]): Promise<Map<string, Target>> {
  const parsed = paths.flatMap(path => {
    const [, post, slug, number] = /^\/(?:p\/(\d+)|papers\/([^/]+)(?:\/questions\/(\d+))?)$/u.exec(placeOfPath(path) ?? '') ?? []
    const named = decodedSlug(slug ?? '')
    // PostgreSQL knows no NUL.
    return (post === undefined && slug === undefined) || /\p{Cc}/u.test(named) ? [] : [{ path, post: Number(post ?? 0), slug: named, number: Number(number ?? 0) }]
  })
  const found = new Map<string, Target>()
  const byId = await publicPosts(on, parsed.flatMap(({ post }) => post > 0 ? [post] : []))
  const bySlug = await papersAt(on, parsed.flatMap(({ slug }) => slug === '' ? [] : [slug]))
  const questions = await questionsAt(on, parsed.flatMap(({ slug, number }) => number > 0 ? [{ slug, number, paper: bySlug.get(slug)?.paper ?? 0 }] : []))
  for (const { path, post, slug, number } of parsed) {
    const target = post > 0 ? byId.get(post) : number > 0 ? questions.get(`${slug}/${number}`) : bySlug.get(slug)
    if (target) found.set(path, target)
  }
  return found
}

/** Papers by slug, alias or former slug. */
async function papersAt(on: Reader, slugs: readonly string[]): Promise<Map<string, Target & { kind: 'paper'; slug: string }>> {
  if (slugs.length === 0) return new Map()
  const moved = await on.select({ as: addresses.slug, id: papers.id, slug: papers.slug }).from(addresses).innerJoin(papers, eq(papers.id, addresses.target))
    .where(and(eq(addresses.kind, 'paper'), among(addresses.slug, slugs)))
  const now = await on.select({ as: papers.slug, id: papers.id, slug: papers.slug }).from(papers).where(among(papers.slug, slugs))
  return new Map([...moved, ...now].map(row => [row.as, { kind: 'paper', paper: row.id, slug: row.slug, path: paperPath(row.slug) }]))
}

/** Public questions by the slug and number under which they were looked for. */
async function questionsAt(on: Reader, wanted: readonly { slug: string; number: number; paper: number }[]): Promise<Map<string, Target>> {
  if (wanted.length === 0) return new Map()
  const columns = { id: posts.id, paper: posts.paper, number: posts.number, slug: papers.slug }
  const isShown = and(eq(posts.kind, 'question'), eq(posts.state, 'public'))
  const moved = await on.select({ ...columns, as: addresses.slug }).from(addresses).innerJoin(posts, eq(posts.id, addresses.target)).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(addresses.kind, 'question'), among(addresses.slug, wanted.map(one => `${one.slug}/${one.number}`)), isShown))
  const now = await on.select(columns).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(among(posts.paper, wanted.map(one => one.paper)), inArray(posts.number, wanted.map(one => one.number)), isShown))
  const found = new Map<string, Target>()
  const put = (key: string, row: { id: number; paper: number; number: number | null; slug: string }) => {
    found.set(key, { kind: 'post', post: row.id, question: row.id, paper: row.paper, path: questionPath(row.slug, row.number ?? 0) })
  }
  for (const row of moved) put(row.as, row)
  for (const { slug, number, paper } of wanted) {
    const row = now.find(one => one.paper === paper && one.number === number)
    if (row) put(`${slug}/${number}`, row)
  }
  return found
}

/** Where names between double brackets lead: a paper by its short name or title, or a question of one ("pencil q2"). A title that two papers bear names neither. */
export async function namedTargets(on: Reader, names: readonly string[]): Promise<Map<string, string>> {
  const parsed = names.map(name => {
    const [, paper = name, number] = /^(.{1,290}?) q(\d{1,4})$/u.exec(name) ?? []
    return { name, paper, number: Number(number ?? 0) }
  })
  const candidates = [...new Set(parsed.flatMap(({ name, paper }) => [name, paper]))]
  if (candidates.length === 0) return new Map()
  const bySlug = await papersAt(on, candidates)
  const titled = await on.select({ key: papers.titleKey, id: papers.id, slug: papers.slug }).from(papers).where(among(papers.titleKey, candidates.map(slugOf)))
  const paperOf = (name: string) => {
    const own = bySlug.get(name)
    if (own) return { id: own.paper, slug: own.slug }
    const same = titled.filter(row => row.key === slugOf(name))
    return same.length === 1 ? same[0] : undefined
  }
  const asked = parsed.flatMap(({ name, paper, number }) => {
    const of = number > 0 && !paperOf(name) ? paperOf(paper) : undefined
    return of ? [{ name, slug: of.slug, number, paper: of.id }] : []
  })
  const questions = await questionsAt(on, asked)
  return new Map(parsed.flatMap(({ name }): [string, string][] => {
    const whole = paperOf(name)
    if (whole) return [[name, paperPath(whole.slug)]]
    const question = asked.find(one => one.name === name)
    const target = question && questions.get(`${question.slug}/${question.number}`)
    return target ? [[name, target.path]] : []
  }))
}
