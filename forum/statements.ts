/** A decision in words, for whoever it concerns: what, by which rule, in whose words, by whom, and what they may do (M6).
 *  The same words stand in the mail, on the post's own page and on a guest's receipt. */
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { appeals, decisions, posts } from '@/db/schema'
import type { DecisionRow } from './decisions'
import { rules } from './moderation'
import type { PostRow } from './posts'
import { forGood, untilInWords } from './suspensions'
import { called, dayOf, t } from '@/words'

/** What somebody may do about a decision. A page or mail knows the address of each. */
export type Remedy = { kind: 'revise' | 'appeal'; text: string }

export type Statement = {
  decision: number
  /** One sentence: "Your answer was not published." */
  title: string
  /** What follows from it, in a sentence or two; empty where nothing does. */
  effect: string
  /** The rule as a sentence, and the moderator's own words. */
  rule: string | null
  words: string | null
  /** "Decided by a moderator on 12 March 2026." */
  by: string
  /** Whether anything automatic had a part in it. */
  automatic: string
  remedies: Remedy[]
}

type Beside = {
  /** An appeal against it was made already. */
  appealed: boolean
  /** Of a suspension: it took posts down too. */
  hidPosts: boolean
}

/** The statement of a decision. `post`: the one it is on, null where it is on a person. */
export function statementOf(decision: DecisionRow, post: PostRow | null, beside: Partial<Beside> = {}): Statement {
  const { title, effect } = said(decision, post, beside.hidPosts === true)
  return {
    decision: decision.id, title, effect,
    rule: ruleInWords(decision.rule), words: decision.words === '' ? null : decision.words,
    by: t('Decided by {0} on {1}.', deciders[decision.byRole], dayInWords(decision.createdAt)),
    automatic: automaticMeans(decision, post),
    remedies: remediesOf(decision, post, beside.appealed === true),
  }
}

/** The same of a stored decision, with what stands beside it; null where there is none. */
export async function readStatement(decision: number, on: Reader = db().read): Promise<{ statement: Statement; decision: DecisionRow; post: PostRow | null } | null> {
  const [found] = await on.select({ decision: decisions, post: posts }).from(decisions).leftJoin(posts, eq(posts.id, decisions.post)).where(eq(decisions.id, decision))
  if (!found) return null
  const [appeal] = await on.select({ id: appeals.id }).from(appeals).where(eq(appeals.decision, decision))
  const [part] = await on.select({ id: decisions.id }).from(decisions).where(and(eq(decisions.partOf, decision), eq(decisions.kind, 'hide'))).limit(1)
  return { ...found, statement: statementOf(found.decision, found.post, { appealed: appeal !== undefined, hidPosts: part !== undefined }) }
}

/** The rule that a decision names, as a sentence; a key that is not known any more stands for itself. */
export function ruleInWords(rule: string | null): string | null {
  if (rule === null || rule === '') return null
  return Object.entries({ ...rules, suspended: t('You were suspended, and what you wrote was hidden with it.') }).find(([key]) => key === rule)?.[1] ?? rule
}

/** "12 March 2026", in UTC. */
export function dayInWords(day: Date): string {
  return dayOf(day)
}

const deciders = { moderator: t('a moderator'), author: t('the author'), operator: t('the operator') } as const

function said(decision: DecisionRow, post: PostRow | null, hidPosts: boolean): { title: string; effect: string } {
  const noun = called(post?.kind ?? 'post')
  const [published, shown] = [decision.stateBefore === 'held', post?.state === 'public']
  switch (decision.kind) {
    case 'approve': case 'trust': return decision.partOf === null
      ? { title: t('Your {0} is public.', noun), effect: t('Everybody can read it now.') }
      : { title: t('Your {0} is public, with a change.', noun), effect: t('Whoever let it through changed its text; its history shows how.') }
    case 'edit': return { title: t('The text of your {0} was changed.', noun), effect: t('Its history shows how, and who did it.') }
    case 'reject': return published
      ? { title: t('Your {0} was not published.', noun), effect: t('You and the moderators can read it, nobody else.') }
      : { title: t('Your {0} was taken down.', noun), effect: t('You and the moderators can still read it, nobody else.') }
    case 'hide': return { title: published ? t('Your {0} was not published.', noun) : t('Your {0} was hidden.', noun), effect: t('You and the moderators can read it, nobody else.') }
    case 'spam': return { title: t('Your {0} was taken for advertising.', noun), effect: t('Nobody but moderators can read it.') }
    case 'restore': return shown
      ? { title: t('Your {0} is public again.', noun), effect: t('What had been decided on it before no longer holds.') }
      : { title: t('Your {0} waits for review again.', noun), effect: t('What had been decided on it before no longer holds.') }
    case 'uphold': return { title: t('Your appeal was read, and the decision stands.'), effect: t('That was the one appeal against it.') }
    case 'suspend': return { title: t('You are suspended until {0}.', decision.until ? untilInWords(decision.until) : untilInWords(forGood)),
      effect: t('You cannot sign in or post until then. What you wrote {0}, and everything public stays open to you to read.', hidPosts ? t('is hidden') : t('stays')) }
    case 'unsuspend': return { title: t('Your suspension has ended.'), effect: t('You can sign in and post again. New sign-ins and tokens are needed.') }
    case 'appoint': return decision.until === null
      ? { title: t('You stand in as a moderator no longer.'), effect: t('Thank you for what you did.') }
      : { title: t('You stand in as a moderator until {0}.', untilInWords(decision.until)), effect: t('The moderation queue is open to you until then.') }
    default: return { title: t('A decision was made on your {0}.', noun), effect: '' }
  }
}

// Rules that judge a text. Guests' and first posts are always read, and how they were sent is only noted.
const judgingRules: ReadonlySet<string> = new Set(['links', 'alike', 'alike-rejected', 'words', 'domain', 'filter', 'address'])

function automaticMeans(decision: DecisionRow, post: PostRow | null): string {
  if (decision.kind === 'appoint') return ''
  if (post === null) return t('A person decided this; nothing was decided automatically.')
  const flagged = (decision.before?.flags?.length ?? 0) > 0 ? t(' Readers had reported it.') : ''
  const setAside = decision.stateBefore === 'held' && post?.screening?.why.some(code => judgingRules.has(code)) === true
  return t('A person read it and decided; nothing was decided automatically.{0}{1}', setAside ? t(' An automatic rule had set it aside to be read.') : '', flagged)
}

const appealable: ReadonlySet<DecisionRow['kind']> = new Set(['reject', 'hide', 'suspend'])

function remediesOf(decision: DecisionRow, post: PostRow | null, appealed: boolean): Remedy[] {
  const gone = post !== null && post.state !== 'hidden'
  if (!appealable.has(decision.kind) || gone) return []
  const revise: Remedy[] = decision.kind === 'reject' && post !== null && !post.revisedOnce ? [{ kind: 'revise', text: t('You may edit it once and send it again: it is then read anew.') }] : []
  const appeal: Remedy[] = appealed ? [] : [{ kind: 'appeal', text: t('You may appeal once, in your own words: another moderator reads it, where there is one.') }]
  return [...revise, ...appeal]
}
