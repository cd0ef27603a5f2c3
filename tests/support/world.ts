/** Builders: what a test does not name is valid and unique. Papers, people and posts come about as they do in life, by actions where a person would act. */
import { db } from '@/db'
import { papers, people } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { addTo } from '@/forum/counters'
import type { Result } from '@/forum/errors'
import { askQuestion } from '@/forum/questions'
import type { Guest, Person } from '@/forum/viewer'
import { skeleton } from '@/text/names'

let made = 0
const next = () => ++made

/** A person of a role, trusted unless told otherwise, as the viewer of a session of now. */
export async function aPerson(given: Partial<Pick<Person, 'role' | 'trust' | 'scope' | 'name' | 'handle'>> = {}): Promise<Person> {
  const n = next()
  const handle = given.handle ?? `person-${n}`
  const name = given.name ?? `Person ${n}`
  const createdAt = new Date(Date.now() - 40 * 24 * 3_600_000)
  const trust = given.trust ?? 2
  const role = given.role ?? 'member'
  const [row] = await db().write(async tx => tx.insert(people).values({
    handle, handleFolded: handle, name, nameSkeleton: skeleton(name), email: `${handle}@example.org`, emailFolded: `${handle}@example.org`, role, trust, createdAt,
  }).returning())
  if (!row) throw new Error('no person was made')
  return { kind: 'person', id: row.id, handle, name, role, scope: given.scope ?? 'moderate', suspendedUntil: null, trust, createdAt, provedAt: new Date(), network: null }
}

/** A guest at an address of their own, with a browser's cookie. */
export function aGuest(given: Partial<Guest> = {}): Guest {
  const n = next()
  return { kind: 'guest', role: 'guest', cookieHash: `cookie-${n}`, network: { address: `address-${n}`, subnet: `subnet-${n}` }, ...given }
}

export async function aPaper(given: { title?: string; slug?: string } = {}): Promise<{ id: number; slug: string }> {
  const n = next()
  const now = new Date()
  const title = given.title ?? `On matters of number ${n}`
  const [row] = await db().write(async tx => {
    await addTo(tx, 'papers', 1)
    return tx.insert(papers).values({
      slug: given.slug ?? `paper-${n}`, title, titleHtml: title, titleKey: title.toLowerCase(), authors: [], links: [], position: n, activeAt: now, createdAt: now,
    }).returning({ id: papers.id, slug: papers.slug })
  })
  if (!row) throw new Error('no paper was made')
  return row
}

export async function aQuestion(given: { paper?: { id: number; slug: string }; by?: Person; title?: string; body?: string } = {}): Promise<{ id: number; paper: { id: number; slug: string } }> {
  const paper = given.paper ?? await aPaper()
  const by = given.by ?? await aPerson()
  const asked = must(await askQuestion(by, { paper: paper.slug, title: given.title ?? `Why is it so, number ${next()}?`, body: given.body ?? 'I do not see why.' }))
  return { id: asked.id, paper }
}

export async function anAnswer(given: { question?: number; by?: Person; body?: string } = {}): Promise<{ id: number; by: Person; question: number }> {
  const question = given.question ?? (await aQuestion()).id
  const by = given.by ?? await aPerson()
  const posted = must(await postAnswer(by, { question, body: given.body ?? `Because of fact ${next()}.` }))
  return { id: posted.id, by, question }
}

export async function aComment(given: { parent: number; by?: Person; body?: string }): Promise<{ id: number; by: Person }> {
  const by = given.by ?? await aPerson()
  const posted = must(await postComment(by, { parent: given.parent, body: given.body ?? `A remark, number ${next()}.` }))
  return { id: posted.id, by }
}

/** The value of a result that must be one. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code} ${result.error.text} ${JSON.stringify(result.error.fields)}`)
  return result.value
}

/** The code of a refusal that must be one. */
export function refusal(result: Result<unknown>): string {
  if (result.ok) throw new Error('it was not refused')
  return result.error.code
}
