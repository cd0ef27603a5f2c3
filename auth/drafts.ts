/** A text half-written when somebody goes to sign in without script: kept here until they are back (ACCEPTANCE P6). */
import { processWide } from '@/config/process'
import { randomSecret } from '@/config/secret'
import { cookieName, goneCookie, readCookie, secretCookie } from './cookies'
import { safePath } from './paths'

/** `form`: where it posts; `show`: the page with the composer; `fields`: what was typed in it. */
export type Draft = { form: string; show: string; fields: Record<string, string> }

/** The fields of composers that are worth keeping. */
export const draftNames = ['body', 'title', 'guest', 'anchor_kind', 'anchor_label', 'anchor_quote'] as const

const draftsMax = 128
const lifeSeconds = 30 * 60
type Entry = { draft: Draft; endsAt: number }
const drafts = () => processWide('drafts of people signing in', () => new Map<string, Entry>())

/** The draft that a sign-in form carries in its hidden fields, or null. */
export function draftIn(fields: Record<string, string>): Draft | null {
  return draftOfComposer({ form: fields['draft_form'] ?? '', show: fields['draft_show'] ?? '', ...Object.fromEntries(draftNames.map(name => [name, fields[`draft_${name}`] ?? ''])) })
}

/** The draft in a composer's own fields, or null. */
export function draftOfComposer(fields: Record<string, string>): Draft | null {
  const { form = '', show = '' } = fields
  if (!/^[a-z-]{1,40}$/.test(form) || show === '') return null
  const typed = draftNames.map(name => [name, fields[name] ?? ''] as const).filter(([, text]) => text !== '')
  return { form, show: safePath(show), fields: Object.fromEntries(typed) }
}

/** The same as hidden fields. */
export function draftFields(draft: Draft): Record<string, string> {
  const typed = Object.entries(draft.fields).map(([name, text]) => [`draft_${name}`, text] as const)
  return { draft_form: draft.form, draft_show: draft.show, ...Object.fromEntries(typed) }
}

/** Keeps a draft while its writer is away at a mailbox or a provider. Gives the cookie by which it is found again. */
export function keepDraft(draft: Draft): string {
  const now = performance.now()
  const store = drafts()
  for (const [key, entry] of store) if (entry.endsAt < now || store.size >= draftsMax) store.delete(key)
  const key = randomSecret()
  store.set(key, { draft, endsAt: now + lifeSeconds * 1000 })
  return secretCookie('draft', key, lifeSeconds)
}

/** The draft that this browser left, without taking it. */
export function draftOf(cookies: string | null): Draft | null {
  const entry = drafts().get(readCookie(cookies, cookieName('draft')) ?? '')
  return entry && entry.endsAt >= performance.now() ? entry.draft : null
}

/** Takes it, and the cookie that ends it. */
export function takeDraft(cookies: string | null): { draft: Draft; cookie: string } | null {
  const draft = draftOf(cookies)
  if (!draft) return null
  drafts().delete(readCookie(cookies, cookieName('draft')) ?? '')
  return { draft, cookie: goneCookie('draft') }
}
