/** Ending what brings mail, by the signed address in each such mail. Whoever bears it may: no session is asked for, and it ends that one thing alone. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { follows, mailFollows, noticeKinds, people, posts } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { muted } from './follows'
import { mailNoMore } from './mailed-no-more'
import { readUnsubscribeToken } from './mail-addresses'
import type { UnsubscribeScope } from './mail-addresses'
import { choicesOf, chosenAnew, groupOf, noticeGroups } from './notice-choices'
import type { NoticeChoice, NoticeGroup } from './notice-choices'

/** What an address ends: mail about a question, a digest, some groups of notices; and whether it has ended. */
export type Ending = { ended: boolean } & (
  /** `headingHtml`: null where the question is not public now. */
  | { kind: 'thread' | 'mail-follow'; headingHtml: string | null }
  | { kind: 'mailing'; of: 'daily' | 'weekly' }
  | { kind: 'notices'; groups: NoticeGroup[] }
)

/** Reads what a token ends. Changes nothing: mail scanners open what they find. Null where it is not ours. */
export async function readEnding(token: string): Promise<Ending | null> {
  const scope = readUnsubscribeToken(token)
  return scope && endingOf(db().read, scope)
}

/** Ends what a token names. Done twice it changes nothing more; a token that is not ours is refused. */
export const unsubscribe = action({
  name: 'follows.unsubscribe',
  input: z.object({ token: z.string().max(500) }),
  async run({ tx, input, now }) {
    const scope = readUnsubscribeToken(input.token)
    if (!scope) return refuse('unsubscribe-forged')
    await end(tx, scope, now)
    return done(await endingOf(tx, scope))
  },
})

async function endingOf(on: Reader, scope: UnsubscribeScope): Promise<Ending> {
  if ('mailFollow' in scope) {
    const [follow] = await on.select({ question: mailFollows.question }).from(mailFollows).where(eq(mailFollows.id, scope.mailFollow))
    return { kind: 'mail-follow', headingHtml: follow ? await headingOf(on, follow.question) : null, ended: !follow }
  }
  if (scope.kind === 'thread') {
    const question = await standingQuestion(on, scope.question)
    const [mute] = await on.select({ target: follows.target }).from(follows).where(and(eq(follows.person, scope.person), eq(follows.kind, muted), eq(follows.target, question)))
    return { kind: 'thread', headingHtml: await headingOf(on, question), ended: mute !== undefined }
  }
  const [person] = await on.select({ notices: people.notices }).from(people).where(eq(people.id, scope.person))
  const choices = choicesOf(person ?? { notices: null })
  if (scope.kind === 'mailing') return { kind: 'mailing', of: scope.of, ended: !person || !noticeGroups.some(group => choices[group] === scope.of) }
  const groups = groupsOf(scope.of)
  return { kind: 'notices', groups, ended: !person || groups.every(group => !isMailed(choices[group])) }
}

/** A question, or the one into which it was merged since the mail went. */
async function standingQuestion(on: Reader, question: number): Promise<number> {
  let standing = question
  for (let merges = 0; merges < mergesMax; merges++) {
    const [row] = await on.select({ into: posts.mergedInto }).from(posts).where(eq(posts.id, standing))
    if (row?.into == null) break
    standing = row.into
  }
  return standing
}
const mergesMax = 10

async function headingOf(on: Reader, question: number): Promise<string | null> {
  const [row] = await on.select({ html: posts.titleHtml }).from(posts).where(and(eq(posts.id, question), eq(posts.state, 'public')))
  return row?.html ?? null
}

async function end(tx: Tx, scope: UnsubscribeScope, now: Date): Promise<void> {
  if ('mailFollow' in scope) await tx.delete(mailFollows).where(eq(mailFollows.id, scope.mailFollow))
  else if (scope.kind === 'thread') await mute(tx, scope, now)
  else await siteOnly(tx, scope)
}

async function mute(tx: Tx, { person, question: named }: { person: number; question: number }, now: Date): Promise<void> {
  const question = await standingQuestion(tx, named)
  const [there] = await tx.select({ id: people.id }).from(people).where(and(eq(people.id, person), eq(people.former, false)))
  if (!there) return
  await tx.delete(follows).where(and(eq(follows.person, person), eq(follows.kind, 'question'), eq(follows.target, question)))
  await tx.insert(follows).values({ person, kind: muted, target: question, createdAt: now }).onConflictDoNothing()
  await mailNoMore(tx, person, waits => waits.question === question)
}

/** What was mailed is shown on the site alone from now on, what waits to be mailed too. */
async function siteOnly(tx: Tx, scope: Extract<UnsubscribeScope, { kind: 'mailing' | 'notices' }>): Promise<void> {
  // Held, so that a choice made at the same moment is not overwritten.
  const [row] = await tx.update(people).set({ former: false }).where(and(eq(people.id, scope.person), eq(people.former, false))).returning({ notices: people.notices })
  if (!row) return
  const choices = choicesOf(row)
  const ending = scope.kind === 'mailing' ? noticeGroups.filter(group => choices[group] === scope.of) : groupsOf(scope.of).filter(group => isMailed(choices[group]))
  await tx.update(people).set({ notices: chosenAnew(row.notices, Object.fromEntries(ending.map(group => [group, 'site' as const]))) }).where(eq(people.id, scope.person))
  // Of a digest also what came into it as too much for single mails.
  await mailNoMore(tx, scope.person, ({ kind, own, mailing }) => ending.includes(groupOf(kind, own)) || (scope.kind === 'mailing' && mailing === scope.of))
}

function isMailed(choice: NoticeChoice): boolean {
  return choice === 'now' || choice === 'daily' || choice === 'weekly'
}

/** The groups that a kind of notice falls into, about one's own words or about what one follows; a group is itself. */
function groupsOf(of: Extract<UnsubscribeScope, { kind: 'notices' }>['of']): NoticeGroup[] {
  const kind = noticeKinds.find(one => one === of)
  const named = kind === undefined ? [of] : [groupOf(kind, true), groupOf(kind, false)]
  return noticeGroups.filter(group => named.includes(group))
}
