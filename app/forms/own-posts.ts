/** What a writer does to a post of their own: edit, delete, bring back. */
import { z } from 'zod'
import type { Kept } from '@/auth/kept'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { refuse } from '@/forum/errors'
import type { Refusal } from '@/forum/errors'
import { receiptOfOwn } from '@/forum/receipts'
import type { Viewer } from '@/forum/viewer'
import { anchorIn } from './anchor'
import { showRefusal } from './handler'
import type { FormAnswer, FormContext, FormHandler } from './handler'
import { backTo, idIn, placeOfForm } from './places'

export const edit: FormHandler = async context => {
  const { show } = await placeOfForm('edit', context.fields, context.viewer)
  return editing({ form: 'edit', show, context, viewer: context.viewer, to: (id, proposed) => backFrom(id, proposed, context.viewer) })
}

// A change that waits is seen on the receipt; the thread shows the former text.
async function backFrom(id: number, proposed: boolean, viewer: Viewer): Promise<string> {
  return (proposed ? await receiptOfOwn(viewer, id) : null) ?? backTo(id, viewer)
}

type Editing = { form: string; show: string; context: FormContext; viewer: Viewer; to: (id: number, proposed: boolean) => Promise<string> }

/** Edits the post of a form as `viewer`; where it has changed meanwhile, the form comes back with both texts. */
export async function editing({ form, show, context, viewer, to }: Editing): Promise<FormAnswer> {
  const { fields } = context
  if (fields['as'] && viewer.kind === 'guest') return showRefusal(show, form, context, refuse('signed-out').error)
  const edited = await editPost(viewer, { post: fields['post'], revision: fields['revision'], title: fields['title'], body: fields['body'] ?? '', anchor: anchorIn(fields) })
  if (edited.ok) {
    const { id, held, proposed, revision } = edited.value
    return { to: await to(id, proposed), told: { id, state: proposed ? 'proposed' : held ? 'held' : 'public', revision } }
  }
  return { show, status: edited.error.status, kept: { form, fields, refusal: edited.error, preview: null, current: currentOf(edited.error) } }
}

const present = z.object({ title: z.string().nullable(), body: z.string(), revision: z.number() })

/** The present post of a refusal that says it changed meanwhile. */
export function currentOf(refusal: Refusal): Kept['current'] {
  if (refusal.code !== 'changed-meanwhile') return null
  return present.parse(refusal.detail)
}

// Deleted from its own page, which then offers to take that back.
export const deleteOwn: FormHandler = async context => {
  const { viewer, fields } = context
  const show = `/posts/${idIn(fields['post']) ?? 0}/delete`
  const deleted = await deletePost(viewer, { post: fields['post'] })
  if (!deleted.ok) return showRefusal(show, 'delete', context, deleted.error)
  return { to: viewer.kind === 'guest' ? await threadOf(deleted.value.id, context) : show, told: { id: deleted.value.id } }
}

export const undelete: FormHandler = async context => {
  const { viewer, fields } = context
  const restored = await undeletePost(viewer, { post: fields['post'] })
  if (!restored.ok) return showRefusal(`/posts/${idIn(fields['post']) ?? 0}/delete`, 'undelete', context, restored.error)
  return { to: await backTo(restored.value.id, viewer), told: { id: restored.value.id } }
}

// A guest's deleted post is seen by nobody, so the way back is the thread that the form was on.
async function threadOf(post: number, { viewer, fields }: FormContext): Promise<string> {
  const thread = idIn(fields['thread'])
  return thread && thread !== post ? backTo(thread, viewer) : '/'
}
