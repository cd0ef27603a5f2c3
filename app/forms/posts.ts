/** Answering, commenting and asking, and seeing beforehand what a text will look like. */
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { refuse } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import type { Posted } from '@/forum/posting'
import { previewText } from '@/forum/preview'
import { askQuestion } from '@/forum/questions'
import type { Viewer } from '@/forum/viewer'
import { countRead } from '@/forum/reads'
import { anchorIn } from './anchor'
import { writerOf } from './guest-visit'
import { showRefusal } from './handler'
import type { FormAnswer, FormContext, FormHandler } from './handler'
import { placeOfForm } from './places'

export const answer: FormHandler = context => posting('answer', context, viewer => postAnswer(viewer, { question: context.fields['question'], ...written(context) }))

export const comment: FormHandler = context => posting('comment', context, viewer => postComment(viewer, { parent: context.fields['parent'], ...written(context) }))

export const ask: FormHandler = context => posting('ask', context, viewer => {
  const { fields } = context
  return askQuestion(viewer, { paper: fields['paper'] ?? '', title: fields['title'] ?? '', anchor: anchorIn(fields), expertise: fields['expertise'] ?? '', ...written(context) })
})

/** Shows the page of a form again with its text set as a post would be. The form names itself in the field `form`. */
export const preview: FormHandler = async ({ viewer, fields }) => {
  const form = fields['form'] ?? ''
  const { show, at } = await placeOfForm(form, fields, viewer)
  const counted = countRead(viewer, 'render')
  if (counted) return showRefusal(show, form, { fields }, counted.error)
  const rendered = at ? await previewText(viewer, at, fields['body'] ?? '') : refuse('not-found')
  if (!rendered.ok) return showRefusal(show, form, { fields }, rendered.error)
  return { show, status: 200, kept: { form, fields, refusal: null, preview: rendered.value.html, current: null } }
}

/** Shows the page of asking again, with questions like the one typed: for browsers without a script. */
export const similar: FormHandler = async ({ viewer, fields }) => {
  const { show } = await placeOfForm('ask', fields, viewer)
  const counted = countRead(viewer, 'search')
  if (counted) return showRefusal(show, 'ask', { fields }, counted.error)
  return { show, status: 200, kept: { form: 'ask', fields, refusal: null, preview: null, current: null } }
}

async function posting(form: string, context: FormContext, post: (viewer: Viewer) => Promise<Result<Posted>>): Promise<FormAnswer> {
  const { viewer, fields } = context
  const { show } = await placeOfForm(form, fields, viewer)
  // Whoever wrote as a member does not find the text posted as a guest's.
  if (fields['as'] && viewer.kind === 'guest') return showRefusal(show, form, context, refuse('signed-out').error)
  const writer = writerOf(context)
  const posted = await post(writer.viewer)
  if (!posted.ok) return showRefusal(show, form, context, posted.error)
  const { id, state, url, receipt } = posted.value
  return { to: url, cookies: writer.cookies, told: { id, state, receipt } }
}

function written({ viewer, fields }: FormContext) {
  return { body: fields['body'] ?? '', guest: viewer.kind === 'guest' ? fields['guest'] ?? '' : undefined, trap: fields['trap'], timing: fields['timing'], work: fields['work'] }
}
