import { config } from '@/config'
import { decide, postDecisions } from '@/forum/moderation'
import { countWaiting, readQueue } from '@/forum/queue'
import type { QueueItem } from '@/forum/queue'
import { operator } from '@/forum/viewer'
import { answer, counted, Misuse, oneOf, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

const ways: Record<string, (args: string[], io: Io) => Promise<number>> = { list, decide: decideOne }

export const moderationCommand: Command = {
  name: 'moderation',
  usage: ['moderation list [--json]', `moderation decide ID ${postDecisions.join('|')} [--reason TEXT] [--target ID] [--json]`],
  says: 'the posts that wait for a decision, and deciding',
  async run([way, ...args], io) {
    const chosen = way === undefined ? undefined : ways[way]
    if (!chosen) throw new Misuse(way === undefined ? 'What to do with the queue is missing.' : `"moderation ${way}" is no command.`)
    return chosen(args, io)
  },
}

async function list(args: string[], io: Io): Promise<number> {
  const { values } = readArguments({ args, options: { json: { type: 'boolean' } } })
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const items: QueueItem[] = []
  let after: string | null = null
  do {
    const page = await readQueue(operator, 'waiting', after, 200)
    if (!page.ok) return refused(io, page.error)
    items.push(...page.value.items)
    after = page.value.next
  } while (after !== null)
  return answer(io, values.json, { items: items.map(documentOf) }, items.length === 0 ? ['Nothing waits for a decision.'] : items.map(lineOf))
}

function documentOf({ post, question, paper, heldWhy, flags }: QueueItem) {
  const { id, kind, state, writer, body, createdAt } = post
  return {
    id, kind, state, writer: 'guest' in writer ? { guest: writer.guest } : { handle: writer.handle, name: writer.name, role: writer.role },
    paper: paper.slug, question: { heading: question.heading, url: `${config().siteUrl}${question.url}` }, heldWhy, flags, body, createdAt, url: `${config().siteUrl}/p/${id}`,
  }
}

function lineOf({ post, question, paper, heldWhy, flags }: QueueItem): string {
  const why = [...heldWhy, ...flags.map(flag => `flagged: ${flag.reason}`)].join(', ')
  const text = post.body.replace(/\s+/g, ' ').trim()
  return `${post.id}  ${post.kind} by ${nameOf(post.writer)} (${why})\n    ${question.heading} · ${paper.title}\n    ${text.length > 200 ? `${text.slice(0, 199)}…` : text}`
}

function nameOf(writer: QueueItem['post']['writer']): string {
  return 'guest' in writer ? `${writer.guest}, a guest` : writer.name
}

async function decideOne(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { reason: { type: 'string' }, target: { type: 'string' }, json: { type: 'boolean' } } })
  const [id, word, ...more] = positionals
  if (id === undefined || more.length > 0) throw new Misuse('A decision names one post and one of the decisions.')
  if (!/^\d{1,10}$/.test(id)) throw new Misuse(`${id} is not the number of a post.`)
  if (values.target !== undefined && !/^\d{1,10}$/.test(values.target)) throw new Misuse(`--target ${values.target} is not the number of a post.`)
  const decision = oneOf(word, postDecisions, 'DECISION')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const decided = await decide(operator, {
    post: Number(id), decision, ...(values.reason === undefined ? {} : { reason: { text: values.reason } }), ...(values.target === undefined ? {} : { target: Number(values.target) }),
  })
  if (!decided.ok) return refused(io, decided.error)
  const { held, flagged } = await countWaiting()
  return answer(io, values.json, { id: decided.value.id, decision }, [`Decided on post ${decided.value.id}: ${decision}. ${held + flagged === 0 ? 'Nothing' : counted(held + flagged, 'post')} ${held + flagged > 1 ? 'wait' : 'waits'} still.`])
}
