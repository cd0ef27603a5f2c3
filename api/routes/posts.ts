/** Any post: read, commented on, edited, deleted, voted on, endorsed, flagged. */
import { z } from 'zod'
import { endorseAnswer } from '@/forum/answers'
import { readCitedPost } from '@/forum/citing'
import { postComment } from '@/forum/comments'
import { deletePost, editPost } from '@/forum/edits'
import { refuse, refuseField } from '@/forum/errors'
import { smallText } from '@/forum/fields'
import { flagPost, flagReasons } from '@/forum/flags'
import { limits } from '@/forum/limits'
import { findPlacedPost } from '@/forum/one-post'
import { judgePost } from '@/forum/posts'
import { lastingPath } from '@/forum/urls'
import type { Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { bodiless, endpoint } from '../contract'
import type { Endpoint, Refused, Reply } from '../contract'
import { citation, citationDocument } from '../citation'
import { anyPost } from '../documents'
import { answerPost, answerPosted, editingBody, postedAnswers, postingBody, presentOf, revisionIn } from '../posting'
import { id, idParams, nothing } from '../schemas'

const voted = z.object({ score: z.number().int(), voted: z.boolean() })
const endorsed = z.object({ endorsed: z.boolean() })

export const postRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/posts/{id}', tag: 'Posts', needs: 'public',
    summary: 'One post',
    params: idParams, query: nothing,
    answers: { 200: { description: 'The post', schema: anyPost, headers: { ETag: 'Its revision' } } },
    handle: ({ viewer, params }) => answerPost(viewer, params.id),
  }),
  bodiless({
    method: 'GET', path: '/posts/{id}/citation', tag: 'Posts', needs: 'public',
    summary: 'A public post as it is cited',
    description: 'The same as files stand at `/p/{id}/cite.txt`, `.bib`, `.ris` and `.json` of the site.',
    params: idParams, query: z.strictObject({ revision: id.optional().meta({ description: 'Which text of it, also a former one that was public; the present one where none is named' }) }),
    answers: { 200: { description: 'The citation in each format', schema: citation } },
    async handle({ params, query }) {
      const cited = await readCitedPost(params.id, { revision: query.revision ?? null })
      return cited ? { status: 200, json: citationDocument(cited.work, lastingPath(params.id), cited.revisionUrl) } : refuse('not-found')
    },
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/comments', tag: 'Posts', needs: 'write', guests: true, takes: 'key',
    summary: 'Comment on a question, an answer or another comment',
    params: idParams, query: nothing, body: postingBody,
    answers: postedAnswers,
    handle: ({ viewer, params, body, facts }) => answerPosted(viewer, facts, as => postComment(as, { parent: params.id, ...body }, { key: facts.key })),
  }),
  endpoint({
    method: 'PATCH', path: '/posts/{id}', tag: 'Posts', needs: 'write', guests: true, takes: 'if-match',
    summary: 'Edit one’s own post',
    description: '412 carries the present post in `current`; nothing is overwritten unseen. A rejected post can be edited once, which holds it again.',
    params: idParams, query: nothing, body: editingBody,
    answers: {
      200: { description: 'The post as it is now', schema: anyPost, headers: { ETag: 'Its new revision' } },
      202: { description: 'A guest’s change of a public post waits for review; the post as readers see it still', schema: anyPost, headers: { ETag: 'Its revision' } },
    },
    handle: ({ viewer, params, body, facts }) => edit(viewer, { id: params.id, ifMatch: facts.ifMatch, ...body }),
  }),
  bodiless({
    method: 'DELETE', path: '/posts/{id}', tag: 'Posts', needs: 'write', guests: true,
    summary: 'Delete one’s own post',
    description: 'A tombstone stays where others replied. A held post is withdrawn.',
    params: idParams, query: nothing,
    answers: { 204: { description: 'It is deleted' } },
    async handle({ viewer, params }) {
      const gone = await deletePost(viewer, { post: params.id })
      return gone.ok ? { status: 204 } : gone
    },
  }),
  bodiless({
    method: 'PUT', path: '/posts/{id}/vote', tag: 'Posts', needs: 'write',
    summary: 'Upvote',
    params: idParams, query: nothing,
    answers: { 200: { description: 'The score now', schema: voted } },
    handle: ({ viewer, params }) => vote(viewer, params.id, true),
  }),
  bodiless({
    method: 'DELETE', path: '/posts/{id}/vote', tag: 'Posts', needs: 'write',
    summary: 'Take an upvote back',
    params: idParams, query: nothing,
    answers: { 200: { description: 'The score now', schema: voted } },
    handle: ({ viewer, params }) => vote(viewer, params.id, false),
  }),
  bodiless({
    method: 'PUT', path: '/posts/{id}/endorsement', tag: 'Posts', needs: 'moderate',
    summary: 'Endorse an answer, as an author',
    params: idParams, query: nothing,
    answers: { 200: { description: 'It is endorsed', schema: endorsed } },
    handle: ({ viewer, params }) => endorse(viewer, params.id, true),
  }),
  bodiless({
    method: 'DELETE', path: '/posts/{id}/endorsement', tag: 'Posts', needs: 'moderate',
    summary: 'Take one’s endorsement back',
    params: idParams, query: nothing,
    answers: { 200: { description: 'It is endorsed by oneself no longer', schema: endorsed } },
    handle: ({ viewer, params }) => endorse(viewer, params.id, false),
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/flags', tag: 'Posts', needs: 'write', guests: true,
    summary: 'Report a post to the moderators',
    description: `The form on the site offers the reasons ${Object.keys(flagReasons).join(', ')}; other words are taken too. Several reports by one reader count once.`,
    params: idParams, query: nothing,
    body: z.strictObject({ reason: z.string().trim().min(1, 'Choose a reason.').max(200), note: smallText(limits.flagNote).optional() }),
    answers: { 201: { description: 'The moderators are told', schema: z.object({ flagged: z.literal(true) }) } },
    async handle({ viewer, params, body }) {
      const flagged = await flagPost(viewer, { post: params.id, ...body })
      return flagged.ok ? { status: 201, json: { flagged: true } } : flagged
    },
  }),
]

type Edit = { id: number; ifMatch: string | null } & z.output<typeof editingBody>

// Whether it is one's own to edit comes first: the revision of another's post is nobody's business.
async function edit(viewer: Viewer, { id, ifMatch, ...changes }: Edit): Promise<Reply | Refused> {
  const allowed = await judgePost(viewer, 'posts.edit', id)
  if (!allowed.ok) return allowed
  const revision = revisionIn(ifMatch)
  if (revision === null) return refuse('revision-missing')
  const before = await findPlacedPost(id, viewer)
  if (before?.post.kind !== 'question' && (changes.title !== undefined || changes.anchor !== undefined)) {
    return refuseField(changes.title === undefined ? 'anchor' : 'title', 'invalid')
  }
  const edited = await editPost(viewer, { post: id, revision, ...changes })
  if (edited.ok) {
    const answer = await answerPost(viewer, id)
    return 'status' in answer && edited.value.proposed ? { ...answer, status: 202 } : answer
  }
  return edited.error.code === 'changed-meanwhile' ? presentOf(viewer, id) : edited
}

async function vote(viewer: Viewer, post: number, wanted: boolean): Promise<Reply | Refused> {
  const cast = await castVote(viewer, { post, voted: wanted })
  return cast.ok ? { status: 200, json: { score: cast.value.score, voted: cast.value.voted } } : cast
}

async function endorse(viewer: Viewer, post: number, wanted: boolean): Promise<Reply | Refused> {
  const done = await endorseAnswer(viewer, { post, endorsed: wanted })
  return done.ok ? { status: 200, json: { endorsed: done.value.endorsed } } : done
}
