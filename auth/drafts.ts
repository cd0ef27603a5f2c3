/** A text half-written when somebody goes to sign in without script: kept here until they are back (ACCEPTANCE P6). */
import { processWide } from '@/config/process'
import { randomSecret } from '@/config/secret'
import { cookieName, goneCookie, readCookie, secretCookie } from './cookies'
import { safePath } from './paths'

/** `form`: where it posts; `show`: the page with the composer. */
export type Draft = { form: string; body: string; title: string; name: string; show: string }

const draftsMax = 128
const lifeSeconds = 30 * 60
type Entry = { draft: Draft; endsAt: number }
const drafts = () => processWide('drafts of people signing in', () => new Map<string, Entry>())

/** The draft that a form carries in its hidden fields, or null. */
export function draftIn(fields: Record<string, string>): Draft | null {
  const form = fields['draft_form'] ?? ''
  if (!/^[a-z-]{1,40}$/.test(form) || !fields['draft_show']) return null
  return { form, body: fields['draft_body'] ?? '', title: fields['draft_title'] ?? '', name: fields['draft_name'] ?? '', show: safePath(fields['draft_show']) }
}

/** The same as hidden fields. */
export function draftFields(draft: Draft): Record<string, string> {
  return { draft_form: draft.form, draft_body: draft.body, draft_title: draft.title, draft_name: draft.name, draft_show: draft.show }
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
