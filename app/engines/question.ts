/** A thread as a QAPage (schema.org), from what everybody reads on it: nothing held, hidden or deleted, and text as it stands there. */
import type { Work } from '@/forum/cited-works'
import type { Answer, Comment, Post, Site, Thread, Writer } from '@/forum/documents'
import { personPath } from '@/forum/urls'
import { withoutTex } from '@/text/without-tex'
import { articleOf } from './article'

export type Data = Record<string, unknown>

/** Null where the question itself is not public. */
export function qaPageOf(thread: Pick<Thread, 'paper' | 'question' | 'comments' | 'answers'>, work: Work, site: Pick<Site, 'url'>): Data | null {
  const { question } = thread
  if (question.state !== 'public') return null
  const answers = thread.answers.filter(isPublic)
  const [accepted] = answers.filter(answer => answer.endorsed).sort((a, b) => b.score - a.score || a.id - b.id)
  const others = answers.filter(answer => answer !== accepted)
  return {
    '@context': 'https://schema.org', '@type': 'QAPage', url: `${site.url}${question.url}`,
    mainEntity: {
      '@type': 'Question', name: withoutTex(question.heading), ...saidOf(question, site), url: `${site.url}${question.url}`, answerCount: question.answerCount,
      ...commentsOf(thread.comments, site),
      ...(accepted === undefined ? {} : { acceptedAnswer: answerOf(accepted, site) }),
      ...(others.length === 0 ? {} : { suggestedAnswer: others.map(answer => answerOf(answer, site)) }),
      about: articleOf(work),
    },
  }
}

function answerOf(answer: Answer, site: Pick<Site, 'url'>): Data {
  return { '@type': 'Answer', ...saidOf(answer, site), ...commentsOf(answer.comments, site) }
}

function commentsOf(comments: Comment[], site: Pick<Site, 'url'>): Data {
  const shown = comments.filter(isPublic)
  return shown.length === 0 ? {} : { comment: shown.map(comment => ({ '@type': 'Comment', ...saidOf(comment, site) })) }
}

function isPublic(post: Post): boolean {
  return post.state === 'public'
}

function saidOf(post: Post, site: Pick<Site, 'url'>): Data {
  return {
    text: post.plain, url: `${site.url}/p/${post.id}`, upvoteCount: post.score, datePublished: (post.publicAt ?? post.createdAt).toISOString(),
    ...(post.editedAt === null ? {} : { dateModified: post.editedAt.toISOString() }), author: authorOf(post.writer, site),
  }
}

function authorOf(writer: Writer, site: Pick<Site, 'url'>): Data {
  if ('guest' in writer) return { '@type': 'Person', name: writer.guest }
  return { '@type': 'Person', name: writer.name, ...(writer.former ? {} : { url: `${site.url}${personPath(writer.handle)}` }) }
}
