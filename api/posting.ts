/** What asking, answering and commenting by the API share: the guest's cookie, and the answer 201 or 202 with the post. */
import { z } from 'zod'
import { guestCookie } from '@/auth/guests'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { anchorParts, body, expertise, personName, title } from '@/forum/fields'
import { limits } from '@/forum/limits'
import { findPlacedPost } from '@/forum/one-post'
import type { PlacedPost } from '@/forum/one-post'
import type { Posted } from '@/forum/posting'
import { bearerOf } from '@/forum/receipts'
import { absolute } from '@/forum/rendering'
import type { Viewer } from '@/forum/viewer'
import type { AnswerKind, Facts, Refused, Reply } from './contract'
import { anyPost, postDocument, questionDocument } from './documents'
import type { PostDocument, QuestionDocument } from './documents'

const guest = personName.optional().meta({ description: 'The name of a guest. Needed without token and session, and read only then; the post is then held for review.' })

export const postingBody = z.strictObject({ body, guest }).meta({ id: 'NewPost' })
const anchor = z.union([anchorParts.strict(), z.string().max(limits.anchor)]).meta({ description: 'A place of the paper: its parts, or as written, such as "Eq. (4a)"' })
export const askingBody = z.strictObject({ title: title.optional(), body, anchor: anchor.optional(), expertise: expertise.optional(), guest }).meta({ id: 'NewQuestion' })
export const editingBody = z.strictObject({ title: title.optional(), body, anchor: anchor.optional() }).meta({ id: 'Edit' })

const receipt = { receipt: z.url().optional().meta({ description: 'Of a guest’s post: the address where its writer sees, edits or withdraws it. Whoever has it is the writer.' }) }
export const postedAnswers: Record<number, AnswerKind> = {
  201: { description: 'The post, public', schema: anyPost, headers: { Location: 'The post in this API', ETag: 'Its revision' } },
  202: { description: 'The post, held for review', schema: z.union(anyPost.options.map(option => option.extend(receipt))), headers: { Location: 'The post in this API', ETag: 'Its revision' } },
}

/** Posts as the viewer, or as a guest with a browser's cookie, and answers with the post as its writer sees it. */
export async function answerPosted(viewer: Viewer, facts: Facts, act: (viewer: Viewer) => Promise<Result<Posted>>): Promise<Reply | Refused> {
  const browser = viewer.kind === 'guest' && viewer.cookieHash === null && !facts.byToken ? guestCookie() : null
  const writer: Viewer = browser && viewer.kind === 'guest' ? { ...viewer, cookieHash: browser.hash } : viewer
  const result = await act(writer)
  if (!result.ok) return result
  const posted = result.value
  const bearer = posted.receipt === null ? null : await bearerOf(posted.receipt.slice(posted.receipt.lastIndexOf('/') + 1), writer)
  const found = await findPlacedPost(posted.id, bearer?.viewer ?? writer)
  // A retry of what an account has claimed meanwhile: the post is the account's.
  if (!found) return refuse('sign-in')
  const document = documentOf(found)
  return {
    status: posted.state === 'public' ? 201 : 202,
    json: posted.receipt === null ? document : { ...document, receipt: posted.receipt },
    headers: { ...tagOf(document), location: absolute(`/api/v1/posts/${posted.id}`) },
    cookies: browser ? [browser.cookie] : [],
  }
}

/** A post with what belongs to its kind. */
export function documentOf(found: PlacedPost): PostDocument | QuestionDocument {
  if (found.post.kind !== 'question') return postDocument(found.post)
  const { number, status, expertise, locked } = found.question
  return questionDocument({ ...found.post, title: found.title, number, status, expertise, locked, anchor: found.anchor })
}

/** The revision as an entity tag: what If-Match of an edit must say. */
export function tagOf(document: { revision: number }): Record<string, string> {
  return { etag: `"${document.revision}"` }
}

/** The revision that If-Match names, or null. */
export function revisionIn(ifMatch: string | null): number | null {
  const revision = /^"([1-9]\d{0,8})"$/.exec((ifMatch ?? '').trim())?.[1]
  return revision === undefined ? null : Number(revision)
}

/** What changed meanwhile, with the present post beside. */
export async function presentOf(viewer: Viewer, id: number): Promise<Refused> {
  const present = await findPlacedPost(id, viewer)
  return refuse('changed-meanwhile', {}, { detail: { current: present ? documentOf(present) : null } })
}

/** A post as the viewer sees it, as an answer. */
export async function answerPost(viewer: Viewer, id: number): Promise<Reply | Refused> {
  const found = await findPlacedPost(id, viewer)
  if (!found) return refuse('not-found')
  const document = documentOf(found)
  return { status: 200, json: document, headers: tagOf(document) }
}
