/** What each person wants to be told of, and by which way: one choice for each group of notices. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { people } from '@/db/schema'
import type { mailings, noticeKinds } from '@/db/schema'
import { action } from './action'
import { done, refuse } from './errors'
import { mailNoMore } from './mailed-no-more'
import { personOf } from './viewer'
import type { Viewer } from './viewer'

export type NoticeKind = (typeof noticeKinds)[number]
export type Mailing = (typeof mailings)[number]

export const noticeGroups = ['replies', 'mentions', 'answers', 'comments', 'questions', 'endorsements', 'statuses', 'votes', 'decisions'] as const
export type NoticeGroup = (typeof noticeGroups)[number]

/** `now`, `daily`, `weekly`: on the site and by mail; `site`: on the site alone; `off`: not at all. */
export const noticeChoices = ['now', 'daily', 'weekly', 'site', 'off'] as const
export type NoticeChoice = (typeof noticeChoices)[number]
export type NoticeChoices = Record<NoticeGroup, NoticeChoice>

/** What concerns one's own words comes at once; what one follows comes gathered, so that nobody drowns. */
const usual: NoticeChoices = {
  replies: 'now', mentions: 'now', answers: 'daily', comments: 'site', questions: 'weekly', endorsements: 'daily', statuses: 'daily', votes: 'site', decisions: 'now',
}

/** The choices that a group has. A decision on one's own post is always shown, and its mail is its statement, which waits for no digest. */
export function choicesFor(group: NoticeGroup): readonly NoticeChoice[] {
  return group === 'decisions' ? ['now', 'site'] : noticeChoices
}

/** A person's choices from the row's column. What was never chosen, or is no choice any more, is as usual. */
export function choicesOf({ notices }: { notices: Record<string, string> | null }): NoticeChoices {
  const chosen = (group: NoticeGroup) => choicesFor(group).find(choice => choice === notices?.[group]) ?? usual[group]
  return {
    replies: chosen('replies'), mentions: chosen('mentions'), answers: chosen('answers'), comments: chosen('comments'), questions: chosen('questions'),
    endorsements: chosen('endorsements'), statuses: chosen('statuses'), votes: chosen('votes'), decisions: chosen('decisions'),
  }
}

/** The group to which a notice belongs: its kind, and whether it is about what its reader wrote. */
export function groupOf(kind: NoticeKind, own: boolean): NoticeGroup {
  switch (kind) {
    case 'question': return 'questions'
    case 'answer': return own ? 'replies' : 'answers'
    case 'comment': return own ? 'replies' : 'comments'
    case 'mention': return 'mentions'
    case 'endorsement': return 'endorsements'
    case 'status': return 'statuses'
    case 'votes': return 'votes'
    case 'decision': return 'decisions'
  }
}

/** The column's new value where some groups are chosen anew. */
export function chosenAnew(notices: Record<string, string> | null, changed: Partial<Record<NoticeGroup, NoticeChoice>>): Record<string, string> {
  return { ...notices, ...changed }
}

/** A person's choices, and whether writing follows; null for a guest. */
export async function readChoices(viewer: Viewer): Promise<{ choices: NoticeChoices; followsOwn: boolean } | null> {
  const [row] = await db().read.select().from(people).where(eq(people.id, personOf(viewer) ?? 0))
  return row ? { choices: choicesOf(row), followsOwn: row.followsOwn } : null
}

const choices = z.object(Object.fromEntries(noticeGroups.map(group => [group, z.enum(choicesFor(group)).optional()])))

/** Sets some of one's choices, and whether asking, answering and commenting follow the question. What is left out stays. */
export const setChoices = action({
  name: 'notices.choose',
  input: z.object({ choices: choices.default({}), followsOwn: z.boolean().optional() }),
  async run({ tx, viewer, input }) {
    const isPerson = eq(people.id, personOf(viewer) ?? 0)
    // Held first, so that of two choices at one moment neither is lost.
    const [row] = await tx.update(people).set(input.followsOwn === undefined ? { former: false } : { followsOwn: input.followsOwn }).where(and(isPerson, eq(people.former, false))).returning({ notices: people.notices })
    if (!row) return refuse('sign-in')
    const [set] = await tx.update(people).set({ notices: chosenAnew(row.notices, input.choices) }).where(isPerson).returning()
    const mailed = noticeGroups.filter(group => input.choices[group] === 'site' || input.choices[group] === 'off')
    if (set && mailed.length > 0) await mailNoMore(tx, set.id, ({ kind, own }) => mailed.includes(groupOf(kind, own)))
    return set ? done({ choices: choicesOf(set), followsOwn: set.followsOwn }) : refuse('sign-in')
  },
})
