/** The documents that the API sends: their schemas, and how they are made of what `forum/` reads. */
import { z } from 'zod'
import { anchorKinds, closings, postKinds, postStates, questionStatuses, roles } from '@/forum/documents'
import type { Anchor, Answer, Note, Paper, Post, Question, Thread, Writer } from '@/forum/documents'
import { absolute } from '@/forum/rendering'

const postId = z.number().int().min(1)
const moment = z.iso.datetime()

const writer = z.union([
  z.object({ handle: z.string(), name: z.string(), role: z.enum(roles) }),
  z.object({ guest: z.string().meta({ description: 'The name that a guest gave; empty on a tombstone' }) }),
]).meta({ id: 'Writer' })

const anchor = z.object({ kind: z.enum(anchorKinds), label: z.string(), quote: z.string().optional(), version: z.string().optional() }).meta({ id: 'Anchor', description: 'The place of the paper that a question is about' })

const postFields = {
  id: postId,
  kind: z.enum(postKinds),
  paper: z.string().meta({ description: 'Slug of its paper' }),
  question: postId.meta({ description: 'Id of its question; a question’s own' }),
  parent: postId.nullable().meta({ description: 'The post it stands under' }),
  writer,
  body: z.string().meta({ description: 'Markdown; empty on a tombstone' }),
  html: z.string(),
  score: z.number().int(),
  state: z.enum(postStates),
  endorsed: z.boolean(),
  createdAt: moment,
  editedAt: moment.nullable(),
  revision: z.number().int().min(1).meta({ description: 'For If-Match of an edit' }),
  url: z.url(),
  decision: z.object({ decision: z.string(), reason: z.string().nullable(), at: moment }).optional().meta({ description: 'Of a hidden post, to its writer and moderators' }),
}
const questionFields = {
  title: z.string().nullable(),
  number: z.number().int(),
  status: z.enum(questionStatuses),
  expertise: z.string().nullable().meta({ description: 'In what an answerer should be at home' }),
  anchor: anchor.nullable(),
  locked: z.boolean(),
}

export const post = z.object(postFields).meta({ id: 'Post' })
export const question = z.object({ ...postFields, ...questionFields }).meta({ id: 'Question' })
export const anyPost = z.union([question, post])
export const listedQuestion = z.object({
  ...postFields, ...questionFields,
  heading: z.string().meta({ description: 'The title, or the first sentence of the text' }),
  counts: z.object({ answers: z.number().int(), comments: z.number().int() }),
}).meta({ id: 'ListedQuestion' })
const answer = z.object({ ...postFields, comments: z.array(post) }).meta({ id: 'Answer' })
export const thread = z.object({
  ...postFields, ...questionFields,
  comments: z.array(post).meta({ description: 'The question’s own' }),
  answers: z.array(answer),
  summary: z.object({ number: z.number().int(), body: z.string(), html: z.string(), by: z.string().nullable(), at: moment }).nullable().meta({ description: 'What a moderator or author sums up of the thread' }),
  merged: z.array(z.object({ id: postId, heading: z.string(), html: z.string(), writer, at: moment })).meta({ description: 'Questions that were merged into this one' }),
  closing: z.object({ why: z.enum(closings), place: z.string().nullable(), duplicateOf: postId.nullable() }).nullable().meta({ description: 'Why it was closed, where a moderator said so' }),
  slowMinutes: z.number().int().meta({ description: 'In slow mode the minutes between two posts of one person, else 0' }),
  next: z.string().nullable(),
}).meta({ id: 'Thread' })

const note = z.object({
  text: z.string(),
  source: z.object({ post: postId, writer, url: z.url() }).optional().meta({ description: 'The public answer of which it was made' }),
  get notes(): z.ZodArray<typeof note> { return z.array(note) },
})
z.globalRegistry.add(note, { id: 'Note' })

const assessment = z.object({ author: z.string(), rating: z.enum(['up', 'down']).nullable(), remark: z.string().nullable(), notes: z.array(note) })
  .meta({ id: 'Assessment', description: 'One author’s rating and notes. What a rating means, the reading list’s legend says; it is no verdict.' })

export const paper = z.object({
  slug: z.string(), title: z.string(), authors: z.array(z.string()),
  topic: z.string().nullable().meta({ description: 'Slug of its topic' }),
  venue: z.string().nullable(), year: z.number().int().nullable(), doi: z.string().nullable(), arxiv: z.string().nullable(), version: z.number().int().nullable(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  assessments: z.array(assessment),
  abstract: z.string().nullable().meta({ description: 'Plain text, where it is known' }),
  counts: z.object({ questions: z.number().int(), openQuestions: z.number().int(), answers: z.number().int() }),
  activeAt: moment.meta({ description: 'Of the newest post on it, or of its coming onto the list' }),
  url: z.url(),
}).meta({ id: 'Paper' })

export type PostDocument = z.output<typeof post>
export type QuestionDocument = z.output<typeof question>

/** A post with exactly the fields that the contract names. */
export function postDocument(from: Post): PostDocument {
  return {
    id: from.id, kind: from.kind, paper: from.paper, question: from.question, parent: from.parent,
    writer: writerDocument(from.writer),
    body: from.body, html: from.html, score: from.score, state: from.state, endorsed: from.endorsed,
    createdAt: from.createdAt.toISOString(), editedAt: from.editedAt?.toISOString() ?? null,
    revision: from.revision, url: absolute(from.url),
    ...(from.state === 'hidden' && from.decision ? { decision: { decision: from.decision.decision, reason: from.decision.reason ?? from.decision.rule, at: from.decision.at.toISOString() } } : {}),
  }
}

export function questionDocument(from: Post & Pick<Question, 'title' | 'number' | 'status' | 'expertise' | 'anchor' | 'locked'>): QuestionDocument {
  return { ...postDocument(from), title: from.title, number: from.number, status: from.status, expertise: from.expertise?.words ?? null, anchor: anchorDocument(from.anchor), locked: from.locked }
}

export function listedQuestionDocument(from: Question): z.output<typeof listedQuestion> {
  return { ...questionDocument(from), heading: from.heading, counts: { answers: from.answerCount, comments: from.commentCount } }
}

/** A thread's page. What waits and this viewer may see stands at the end of the last page. */
export function threadDocument(from: Thread): z.output<typeof thread> {
  const answers = from.next === null ? [...from.answers, ...from.waiting] : from.answers
  return { ...questionDocument(from.question), comments: from.comments.map(postDocument), answers: answers.map(answerDocument), ...frameDocument(from), next: from.next }
}

function frameDocument({ summary, merged, question, duplicateOf }: Thread) {
  return {
    summary: summary && { ...summary, at: summary.at.toISOString() },
    merged: merged.map(one => ({ id: one.id, heading: one.heading, html: one.html, writer: writerDocument(one.writer), at: one.at.toISOString() })),
    closing: question.closedWhy && { why: question.closedWhy, place: question.closedPlace, duplicateOf: duplicateOf?.id ?? null },
    slowMinutes: question.slowMinutes,
  }
}

export function paperDocument(from: Paper): z.output<typeof paper> {
  return {
    slug: from.slug, title: from.title, authors: from.authors, topic: from.topic?.slug ?? null,
    venue: from.venue, year: from.year, doi: from.doi, arxiv: from.arxiv, version: from.arxivVersion,
    links: from.links.map(({ label, url }) => ({ label, url })),
    assessments: from.assessments.map(({ author, rating, remark, notes }) => ({ author, rating, remark, notes: notes.map(noteDocument) })),
    abstract: from.facts?.abstract ?? null,
    counts: { questions: from.counts.questions, openQuestions: from.counts.openQuestions, answers: from.counts.answers },
    activeAt: from.activeAt.toISOString(),
    url: absolute(from.url),
  }
}

function answerDocument(from: Answer): z.output<typeof answer> {
  return { ...postDocument(from), comments: from.comments.map(postDocument) }
}

function writerDocument(from: Writer): z.output<typeof writer> {
  return 'guest' in from ? { guest: from.guest } : { handle: from.handle, name: from.name, role: from.role }
}

function anchorDocument(from: Anchor | null): z.output<typeof anchor> | null {
  if (!from) return null
  return { kind: from.kind, label: from.label, ...(from.quote === null ? {} : { quote: from.quote }), ...(from.version === null ? {} : { version: from.version }) }
}

function noteDocument(from: Note): z.output<typeof note> {
  const { text, source, notes } = from
  return { text, ...source === null ? {} : { source: { post: source.post, writer: writerDocument(source.writer), url: absolute(source.url) } }, notes: notes.map(noteDocument) }
}
