/** A thread as Markdown: what everybody may read of it, as its writers typed it. */
import type { Comment, Post, Thread } from '@/forum/documents'
import { absolute } from '@/forum/rendering'
import { readThreadOf } from '@/forum/threads'

const pageSize = 100
const pagesMax = 20

/** The whole thread; null where there is none that everybody may see. */
export async function threadMarkdown(question: number): Promise<string | null> {
  const first = await readThreadOf(question, { limit: pageSize })
  if (!first) return null
  const answers = [...first.answers]
  let next = first.next
  for (let page = 1; next !== null && page < pagesMax; page += 1) {
    const later: Thread | null = await readThreadOf(question, { limit: pageSize, after: next })
    answers.push(...later?.answers ?? [])
    next = later?.next ?? null
  }
  const { question: asked, paper } = first
  const rest = next === null ? [] : [`More answers stand at <${absolute(asked.url)}>.`]
  return [
    `# ${oneLine(asked.heading)}`,
    `Question ${asked.number} on [${escaped(paper.title)}](${absolute(paper.url)}), ${asked.status}${asked.anchor ? `, about ${escaped(asked.anchor.label)}` : ''}`,
    ...postParts(asked), ...first.comments.map(commentPart),
    ...answers.flatMap(answer => [`## Answer by ${nameOf(answer)}${answer.endorsed ? ', endorsed by the author' : ''}`, ...postParts(answer), ...answer.comments.map(commentPart)]),
    ...rest,
  ].join('\n\n') + '\n'
}

function postParts(post: Post): string[] {
  return [`${nameOf(post)}, ${day(post.createdAt)}, ${votes(post.score)}, <${absolute(`/p/${post.id}`)}>`, textOf(post)]
}

// A comment stands as a quotation, so that its own headings and lists end with it.
function commentPart(comment: Comment): string {
  return [`**Comment by ${nameOf(comment)}**, ${day(comment.createdAt)}`, '', ...textOf(comment).split('\n')].map(line => (line === '' ? '>' : `> ${line}`)).join('\n')
}

function textOf(post: Post): string {
  if (post.removed) return post.removed.by === 'writer' ? '(withdrawn by its writer)' : '(removed by a moderator)'
  return post.body
}

function nameOf(post: Post): string {
  if ('guest' in post.writer) return post.writer.guest === '' ? 'somebody' : `${escaped(post.writer.guest)} (guest)`
  return `${escaped(post.writer.name)} (@${post.writer.handle})`
}

function votes(score: number): string {
  return score === 1 ? '1 upvote' : `${score} upvotes`
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** Names and titles of others stand as they are, whatever Markdown would make of them. */
function escaped(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>#|~]/g, '\\$&')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
