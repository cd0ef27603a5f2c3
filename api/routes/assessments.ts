/** What the reading list says of a paper, as its authors edit it: rating, remark and notes; and notes made of answers. */
import { z } from 'zod'
import { refuse } from '@/forum/errors'
import { mayEver } from '@/forum/policy'
import type { Viewer } from '@/forum/viewer'
import { makeNote, openAssessment, saveAssessment } from '@/reading-list/assessment'
import type { Assessed } from '@/reading-list/assessment'
import { bodiless, endpoint } from '../contract'
import type { Endpoint, Refused, Reply } from '../contract'
import { idParams, nothing, slugParams } from '../schemas'

const rating = z.enum(['up', 'down']).nullable()
const words = {
  rating, mark: z.string().nullable().meta({ description: 'The mark as the list writes it: a thumb, stars' }),
  remark: z.string().nullable(), notes: z.string().meta({ description: 'Markdown bullets, nested ones indented by two spaces' }),
}
const assessment = z.object({
  paper: z.string().meta({ description: 'Slug of the paper' }), ...words,
  fromFile: z.object(words).nullable().meta({ description: 'What the list’s file says, where it and the site have both changed. Saving settles it: with these words, with those of the site, or with others.' }),
}).meta({ id: 'EditedAssessment' })
const tagged = { ETag: 'What was read, for If-Match' }

export const assessmentRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/papers/{slug}/assessment', tag: 'Papers', needs: 'moderate',
    summary: 'Rating, remark and notes of a paper as an author edits them',
    params: slugParams, query: nothing,
    answers: { 200: { description: 'The assessment', schema: assessment, headers: tagged } },
    handle: ({ viewer, params }) => answerAssessment(viewer, params.slug),
  }),
  endpoint({
    method: 'PUT', path: '/papers/{slug}/assessment', tag: 'Papers', needs: 'moderate', takes: 'if-match',
    summary: 'Edit rating, remark and notes of a paper, as an author',
    description: 'What is left out stays. 412 carries the present assessment in `current`; nothing is overwritten unseen. Where the list’s file says something else, this settles it.',
    params: slugParams, query: nothing,
    body: z.strictObject({ rating: rating.optional(), remark: z.string().nullable().optional(), notes: z.string().optional() }).meta({ id: 'AssessmentEdit' }),
    answers: { 200: { description: 'The assessment as it is now', schema: assessment, headers: tagged } },
    async handle({ viewer, params, body, facts }) {
      const seen = /^"([\w-]{1,64})"$/.exec((facts.ifMatch ?? '').trim())?.[1]
      if (seen === undefined && mayEver(viewer, 'papers.assess')) return refuse('revision-missing')
      const saved = await saveAssessment(viewer, params.slug, { seen: seen ?? '', ...body })
      if (saved.ok) return answerAssessment(viewer, params.slug)
      if (saved.error.code !== 'changed-meanwhile') return saved
      const present = await openAssessment(viewer, params.slug)
      return refuse('changed-meanwhile', {}, { detail: { current: present && documentOf(present) } })
    },
  }),
  endpoint({
    method: 'POST', path: '/posts/{id}/note', tag: 'Posts', needs: 'moderate',
    summary: 'Add an answer to the notes on its paper, as an author',
    description: 'The note stands last and names the answer as its source, also in the Markdown export. An answer becomes a note once.',
    params: idParams, query: nothing,
    body: z.strictObject({ text: z.string().meta({ description: 'The note, in Markdown' }) }).meta({ id: 'NewNote' }),
    answers: { 201: { description: 'The note is on the paper', schema: z.object({ post: z.number().int(), paper: z.string() }) } },
    async handle({ viewer, params, body }) {
      const made = await makeNote(viewer, { post: params.id, text: body.text })
      return made.ok ? { status: 201, json: made.value } : made
    },
  }),
]

async function answerAssessment(viewer: Viewer, slug: string): Promise<Reply | Refused> {
  if (!mayEver(viewer, 'papers.assess')) return refusalFor(viewer)
  const found = await openAssessment(viewer, slug)
  return found ? { status: 200, json: documentOf(found), headers: { etag: `"${found.seen}"` } } : refuse('not-found')
}

function refusalFor(viewer: Viewer): Refused {
  if (viewer.kind === 'guest') return refuse('sign-in', { sent: 'nothing' })
  const cut = viewer.kind === 'person' && mayEver({ ...viewer, scope: 'moderate' }, 'papers.assess')
  return cut ? refuse('scope', { scope: viewer.scope, need: 'moderate' }) : refuse('not-allowed', { why: 'This is for authors.' })
}

function documentOf({ slug, site, file }: Assessed): z.output<typeof assessment> {
  return { paper: slug, ...site, fromFile: file }
}
