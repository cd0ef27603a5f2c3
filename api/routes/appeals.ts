/** What was decided on one's own post, the one appeal against it, and the moderation log. */
import { z } from 'zod'
import { appealWords, makeAppeal, readOwnStatement } from '@/forum/appealing'
import type { OwnStatement } from '@/forum/appealing'
import { idCursor } from '@/forum/cursors'
import { readLog } from '@/forum/decision-log'
import { decisionKinds, postKinds } from '@/forum/documents'
import { refuse } from '@/forum/errors'
import { mayEver } from '@/forum/policy'
import { readPublicLog } from '@/forum/public-decisions'
import { absolute } from '@/forum/rendering'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { cursor, idParams, limit, nothing, pageOf, pageReply } from '../schemas'

const moment = z.iso.datetime()
const statement = z.object({
  title: z.string(), effect: z.string(), rule: z.string().nullable(), words: z.string().nullable(), by: z.string(), automatic: z.string(),
  remedies: z.array(z.object({ kind: z.enum(['revise', 'appeal']), text: z.string() })),
  mayAppeal: z.boolean(),
  appeal: z.object({ words: z.string(), at: moment, outcome: z.enum(['granted', 'refused']).nullable(), answer: z.object({ words: z.string().nullable(), byRole: z.string(), at: moment }).nullable() }).nullable(),
}).meta({ id: 'Statement' })

const logged = z.object({
  id: z.number().int(), decision: z.enum(decisionKinds), rule: z.string().nullable(), reason: z.string().nullable().meta({ description: 'The moderator’s words; to the public null also where they name somebody or quote what is hidden' }),
  byRole: z.string(), at: moment, undone: z.boolean(),
  on: z.enum([...postKinds, 'person']).optional().meta({ description: 'To the public: what it was done to' }),
  url: z.url().nullable().meta({ description: 'Where that stands; to the public only what everybody can read now' }),
  by: z.string().nullable().optional().meta({ description: 'To moderators alone, as what follows' }),
  post: z.number().int().nullable().optional(), person: z.string().nullable().optional(), undoes: z.number().int().nullable().optional(),
}).meta({ id: 'LoggedDecision' })

export const appealRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/posts/{id}/appeal', tag: 'Posts', needs: 'read', guests: true,
    summary: 'What was decided on one’s own post, and what came of an appeal',
    params: idParams, query: nothing,
    answers: { 200: { description: 'The statement', schema: statement } },
    async handle({ viewer, params }) {
      const told = await readOwnStatement(viewer, params.id)
      return told ? { status: 200, json: statementDocument(told) } : refuse('not-found')
    },
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/appeal', tag: 'Posts', needs: 'write', guests: true,
    summary: 'Appeal against the decision that took one’s own post down, once',
    params: idParams, query: nothing,
    body: z.strictObject({ words: appealWords }),
    answers: { 201: { description: 'It waits for a moderator', schema: statement } },
    async handle({ viewer, params, body }) {
      const made = await makeAppeal(viewer, { post: params.id, ...body })
      if (!made.ok) return made
      const told = await readOwnStatement(viewer, params.id)
      return told ? { status: 201, json: statementDocument(told) } : refuse('not-found')
    },
  }),
  bodiless({
    method: 'GET', path: '/moderation/log', tag: 'Moderation', needs: 'public',
    summary: 'What moderators decided, newest first',
    description: 'Moderators read who decided on what. Everybody else reads, where the house allows it, what was done and why, without names, hidden words and addresses.',
    params: nothing,
    query: z.strictObject({ kind: z.enum(decisionKinds).optional().meta({ description: 'For moderators: decisions of one kind' }), limit: limit(50), after: cursor(idCursor).optional() }),
    answers: { 200: { description: 'A page of the log', schema: pageOf(logged), headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ viewer, query, facts }) {
      if (mayEver(viewer, 'moderation.read')) {
        const log = await readLog(viewer, query.after ?? null, query.limit, query.kind ?? null)
        if (!log.ok) return log
        return pageReply(facts, { ...log.value, items: log.value.items.map(({ id, decision, rule, reason, byRole, at, undone, postUrl, by, post, personName, undoes }) => ({ id, decision, rule, reason, byRole, at: at.toISOString(), undone, url: postUrl === null ? null : absolute(postUrl), by, post, person: personName, undoes })) })
      }
      const log = await readPublicLog(viewer, query.after ?? null, query.limit)
      if (!log.ok) return log
      return pageReply(facts, { ...log.value, items: log.value.items.map(({ id, decision, rule, reason, byRole, at, undone, on, url }) => ({ id, decision, rule, reason, byRole, at: at.toISOString(), undone, on, url: url === null ? null : absolute(url) })) })
    },
  }),
]

function statementDocument({ statement: said, appeal, mayAppeal }: OwnStatement): z.output<typeof statement> {
  const { title, effect, rule, words, by, automatic, remedies } = said
  return {
    title, effect, rule, words, by, automatic, remedies, mayAppeal,
    appeal: appeal && { words: appeal.words, at: appeal.at.toISOString(), outcome: appeal.outcome, answer: appeal.answer && { ...appeal.answer, at: appeal.answer.at.toISOString() } },
  }
}
