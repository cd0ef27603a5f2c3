import { config } from '@/config'
import { decide, postDecisions } from '@/forum/moderation'
import { countWaiting, queueFilters, queueOrders, readLog, readQueue } from '@/forum/queue'
import type { LogEntry, QueueFilter, QueueItem, QueueOrder } from '@/forum/queue'
import { setStatus } from '@/forum/questions'
import { closings } from '@/forum/documents'
import { operator } from '@/forum/viewer'
import { answer, counted, Misuse, oneOf, onlyArgument, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

const ways: Record<string, (args: string[], io: Io) => Promise<number>> = { list, decide: decideOne, close, log }

export const moderationCommand: Command = {
  usage: [
    `moderation list [--filter ${queueFilters.join('|')}] [--order ${queueOrders.join('|')}] [--json]`,
    `moderation decide ID[,ID…] ${postDecisions.join('|')} [--reason TEXT] [--rule RULE] [--target ID|SLUG] [--minutes N] [--decision N] [--json]`,
    `moderation close ID ${closings.join('|')} [--target ID] [--place TEXT] [--reason TEXT] [--json]`,
    'moderation log [--limit N] [--json]',
  ],
  says: 'what waits for a decision, deciding, and what was decided',
  async run([way, ...args], io) {
    const chosen = way === undefined ? undefined : ways[way]
    if (!chosen) throw new Misuse(way === undefined ? 'What to do with the queue is missing.' : `"moderation ${way}" is no command.`)
    return chosen(args, io)
  },
}

async function list(args: string[], io: Io): Promise<number> {
  const { values } = readArguments({ args, options: { filter: { type: 'string' }, order: { type: 'string' }, json: { type: 'boolean' } } })
  const filter: QueueFilter = values.filter === undefined ? 'waiting' : oneOf(values.filter, queueFilters, '--filter')
  const order: QueueOrder = values.order === undefined ? 'oldest' : oneOf(values.order, queueOrders, '--order')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const items: QueueItem[] = []
  let after: string | null = null
  do {
    const page = await readQueue(operator, { filter, order, after, limit: 200 })
    if (!page.ok) return refused(io, page.error)
    items.push(...page.value.items)
    after = page.value.next
  } while (after !== null)
  return answer(io, values.json, { items: items.map(documentOf) }, items.length === 0 ? ['Nothing waits for a decision.'] : items.map(lineOf))
}

function documentOf({ post, question, paper, heldWhy, because, risk, flags, edit, appeal, record, like }: QueueItem) {
  const { id, kind, state, writer, body, createdAt } = post
  return {
    id, kind, state, writer: 'guest' in writer ? { guest: writer.guest } : { handle: writer.handle, name: writer.name, role: writer.role },
    paper: paper.slug, question: { heading: question.heading, url: `${config().siteUrl}${question.url}` }, heldWhy, because, risk, flags,
    edit: edit && { waits: edit.waits, before: edit.before, after: edit.after }, appeal: appeal && { words: appeal.words, against: appeal.against.decision }, record, like, body, createdAt, url: `${config().siteUrl}/p/${id}`,
  }
}

function lineOf({ post, question, paper, heldWhy, because, flags, edit, appeal }: QueueItem): string {
  const why = [...heldWhy, ...because.length > 0 ? [`because of: ${because.join(', ')}`] : [], ...flags.map(flag => `flagged: ${flag.reason}`), ...edit?.waits ? ['an edit waits'] : [], ...appeal ? [`appeal: ${appeal.words}`] : []].join(', ')
  const text = post.body.replace(/\s+/g, ' ').trim()
  return `${post.id}  ${post.kind} by ${nameOf(post.writer)} (${why})\n    ${question.heading} · ${paper.title}\n    ${text.length > 200 ? `${text.slice(0, 199)}…` : text}`
}

function nameOf(writer: QueueItem['post']['writer']): string {
  return 'guest' in writer ? `${writer.guest}, a guest` : writer.name
}

const manyMax = 500

async function decideOne(args: string[], io: Io): Promise<number> {
  const options = { reason: { type: 'string' }, rule: { type: 'string' }, target: { type: 'string' }, minutes: { type: 'string' }, decision: { type: 'string' }, json: { type: 'boolean' } } as const
  const { values, positionals } = readArguments({ args, allowPositionals: true, options })
  const [given, word, ...more] = positionals
  if (given === undefined || more.length > 0) throw new Misuse('A decision names a post, or several joined by commas, and one of the decisions.')
  const ids = given.split(',')
  const wrong = ids.find(id => !/^\d{1,10}$/.test(id))
  if (wrong !== undefined) throw new Misuse(`${wrong === '' ? 'Nothing' : wrong} is not the number of a post.`)
  if (ids.length > manyMax) throw new Misuse(`At most ${manyMax} posts at once.`)
  if (values.target !== undefined && !/^[\p{L}\p{N}-]{1,200}$/u.test(values.target)) throw new Misuse(`--target ${values.target} is neither the number of a post nor the slug of a paper.`)
  if (values.minutes !== undefined && !/^\d{1,6}$/.test(values.minutes)) throw new Misuse(`--minutes ${values.minutes} is no number of minutes.`)
  if (values.decision !== undefined && !/^\d{1,10}$/.test(values.decision)) throw new Misuse(`--decision ${values.decision} is not the number of a decision.`)
  const decision = oneOf(word, postDecisions, 'DECISION')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const { reason, rule, target, minutes } = values
  const decided: number[] = []
  for (const id of ids) {
    const one = await decide(operator, {
      post: Number(id), decision, ...(reason === undefined && rule === undefined ? {} : { reason: { ...(reason === undefined ? {} : { text: reason }), ...(rule === undefined ? {} : { rule }) } }),
      ...(target === undefined ? {} : { target }), ...(minutes === undefined ? {} : { minutes: Number(minutes) }), ...(values.decision === undefined ? {} : { number: Number(values.decision) }),
    })
    if (!one.ok) return refused(io, ids.length === 1 ? one.error : `Post ${id}: ${one.error.text}${decided.length > 0 ? ` Decided before it: ${decided.join(', ')}.` : ''}`)
    decided.push(one.value.id)
  }
  const { waiting } = await countWaiting()
  const value = ids.length === 1 ? { id: decided[0], decision } : { ids: decided, decision }
  return answer(io, values.json, value, [`Decided on post ${decided.join(', ')}: ${decision}. ${waiting === 0 ? 'Nothing' : counted(waiting, 'post')} ${waiting > 1 ? 'wait' : 'waits'} still.`])
}

async function close(args: string[], io: Io): Promise<number> {
  const { values, positionals: [id, word, ...more] } = readArguments({ args, allowPositionals: true, options: { target: { type: 'string' }, place: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } } })
  const question = onlyArgument(id === undefined ? [] : [id], 'The number of the question')
  if (!/^\d{1,10}$/.test(question) || more.length > 0) throw new Misuse('Closing names one question and why.')
  if (values.target !== undefined && !/^\d{1,10}$/.test(values.target)) throw new Misuse(`--target ${values.target} is not the number of a question.`)
  const why = oneOf(word, closings, 'WHY')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const closed = await setStatus(operator, {
    question: Number(question), status: 'closed', ...(values.reason === undefined ? {} : { reason: values.reason }),
    closing: { why, ...(values.target === undefined ? {} : { target: Number(values.target) }), ...(values.place === undefined ? {} : { place: values.place }) },
  })
  return closed.ok ? answer(io, values.json, { id: Number(question), status: 'closed', why }, [`Question ${question} is closed: ${why}.`]) : refused(io, closed.error)
}

async function log(args: string[], io: Io): Promise<number> {
  const { values } = readArguments({ args, options: { limit: { type: 'string', default: '50' }, json: { type: 'boolean' } } })
  if (!/^[1-9]\d{0,4}$/.test(values.limit)) throw new Misuse(`--limit ${values.limit} is no number of decisions.`)
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const entries: LogEntry[] = []
  let after: string | null = null
  do {
    const page = await readLog(operator, after, Math.min(200, Number(values.limit) - entries.length))
    if (!page.ok) return refused(io, page.error)
    entries.push(...page.value.items)
    after = page.value.next
  } while (after !== null && entries.length < Number(values.limit))
  return answer(io, values.json, { items: entries }, entries.length === 0 ? ['Nothing was decided yet.'] : entries.map(entryLine))
}

function entryLine({ id, at, by, byRole, decision, post, personName, rule, reason, undone }: LogEntry): string {
  const what = post === null ? personName ?? 'somebody' : `post ${post}`
  const why = [rule, reason].filter(part => part).join(': ')
  return `${id}  ${at.toISOString().slice(0, 16).replace('T', ' ')}  ${by ?? 'the operator'} (${byRole}): ${decision} ${what}${why === '' ? '' : `, ${why}`}${undone ? ' (undone)' : ''}`
}
