/** Where something is written: the page that shows the form again, and the post or paper it stands on. */
import type { WritingPlace } from '@/forum/preview'
import { placeOf } from '@/forum/threads'
import type { Viewer } from '@/forum/viewer'

export type FormPlace = { show: string; at: WritingPlace | null }

type Fields = Record<string, string>

const places: Record<string, (fields: Fields, viewer: Viewer) => Promise<FormPlace>> = {
  answer: async (fields, viewer) => {
    const id = idIn(fields['question'])
    return { show: (id && await placeOf(id, viewer)) || lost, at: id ? { post: id } : null }
  },
  comment: fields => onPost(fields['parent'], 'comment'),
  edit: fields => onPost(fields['post'], 'edit'),
  ask: fields => {
    const slug = fields['paper'] ?? ''
    return Promise.resolve({ show: slug ? `/papers/${encodeURIComponent(slug)}/ask` : lost, at: slug ? { paper: slug } : null })
  },
  'receipt-edit': fields => Promise.resolve({ show: receiptPath(fields['secret']), at: idIn(fields['post']) ? { post: Number(fields['post']) } : null }),
}

// No page has this address: the front then shows the text itself, with the reason.
const lost = '/~nothing'

/** The place of a form of posting, by its name. */
export function placeOfForm(form: string, fields: Fields, viewer: Viewer): Promise<FormPlace> {
  return places[form]?.(fields, viewer) ?? Promise.resolve({ show: lost, at: null })
}

/** An id out of a field, or null. */
export function idIn(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null
}

/** The page of a receipt; of what cannot be a secret, a page that is not there. */
export function receiptPath(secret: string | undefined): string {
  return secret !== undefined && /^[\w-]{20,100}$/.test(secret) ? `/receipts/${secret}` : lost
}

/** Where a post stands, for going back to it; the front page where it is gone. */
export async function backTo(post: number, viewer: Viewer): Promise<string> {
  return await placeOf(post, viewer) ?? '/'
}

function onPost(id: string | undefined, page: 'comment' | 'edit'): Promise<FormPlace> {
  const post = idIn(id)
  return Promise.resolve({ show: post ? `/posts/${post}/${page}` : lost, at: post ? { post } : null })
}
