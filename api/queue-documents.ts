/** An item of the moderators' queue as the API sends it. */
import { z } from 'zod'
import type { QueueItem } from '@/forum/queue'
import { absolute } from '@/forum/rendering'
import { post, postDocument } from './documents'

const moment = z.iso.datetime()

export const queueItem = post.extend({
  heldWhy: z.array(z.string()).meta({ description: 'Codes such as guest, first-posts, links, filter, alike, revised' }),
  risk: z.number().meta({ description: 'How likely the filter takes it for spam, 0 to 1' }),
  because: z.array(z.string()).meta({ description: 'What weighed most with the filter' }),
  links: z.number().int(),
  flags: z.array(z.object({ reason: z.string(), note: z.string().nullable(), at: moment })),
  edit: z.object({ waits: z.boolean(), before: z.string(), after: z.string(), at: moment.nullable() }).nullable().meta({ description: 'A change that waits, or the last one of a flagged post, as Markdown' }),
  appeal: z.object({ words: z.string(), at: moment, against: z.string() }).nullable(),
  record: z.object({ posts: z.number().int(), approved: z.number().int(), rejected: z.number().int(), held: z.number().int(), since: moment.nullable(), trust: z.number().int().nullable() }).meta({ description: 'Of its writer' }),
  notes: z.array(z.object({ words: z.string(), by: z.string().nullable(), at: moment })).meta({ description: 'Of moderators on its writer' }),
  like: z.object({ text: z.number().int(), network: z.number().int(), writer: z.number().int() }).meta({ description: 'How many other waiting posts are like it' }),
  decisions: z.array(z.object({ decision: z.string(), reason: z.string().nullable(), rule: z.string().nullable(), by: z.string().nullable(), at: moment, undone: z.boolean() })).meta({ description: 'The latest on this post and its writer' }),
  thread: z.object({ heading: z.string(), number: z.number().int(), status: z.string(), locked: z.boolean(), url: z.url() }),
  paperTitle: z.string(),
}).meta({ id: 'QueueItem' })

export function itemDocument(item: QueueItem): z.output<typeof queueItem> {
  const { question, record, edit, appeal } = item
  return {
    ...postDocument(item.post),
    heldWhy: item.heldWhy, risk: item.risk, because: item.because, links: item.links,
    flags: item.flags.map(flag => ({ reason: flag.reason, note: flag.note, at: flag.at.toISOString() })),
    edit: edit && { waits: edit.waits, before: edit.before, after: edit.after, at: edit.at?.toISOString() ?? null },
    appeal: appeal && { words: appeal.words, at: appeal.at.toISOString(), against: appeal.against.decision },
    record: { ...record, since: record.since?.toISOString() ?? null },
    notes: item.notes.map(note => ({ words: note.words, by: note.by, at: note.at.toISOString() })),
    like: item.like,
    decisions: item.decisions.map(one => ({ decision: one.decision, reason: one.reason, rule: one.rule, by: one.by, at: one.at.toISOString(), undone: one.undone })),
    thread: { heading: question.heading, number: question.number, status: question.status, locked: question.locked, url: absolute(question.url) },
    paperTitle: item.paper.title,
  }
}
