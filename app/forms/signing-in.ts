/** Forms that let somebody in or out: by password, mailed link, provider, sign-up and claim. */
import { claimSite } from '@/auth/author'
import { plainCookie, secretCookie } from '@/auth/cookies'
import { draftFields, draftIn, draftOfComposer, keepDraft, takeDraft } from '@/auth/drafts'
import type { Draft } from '@/auth/drafts'
import { addressOfProvider, enterAs, enterByLink, enterByPassword, leave } from '@/auth/entering'
import { askForLink, joinForum } from '@/auth/joining'
import type { Kept } from '@/auth/kept'
import { safePath } from '@/auth/paths'
import { isProviderName, enabledProviders } from '@/auth/providers'
import { linkMark } from '@/auth/links'
import { endAllSessions } from '@/auth/sessions'
import { refuse } from '@/forum/errors'
import type { Refusal } from '@/forum/errors'
import type { Person } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import type { FormAnswer, FormHandler } from './handler'

type Fields = Record<string, string>

export const signin: FormHandler = async ({ fields }) => {
  const entered = await enterByPassword(fields['email'] ?? '', fields['password'] ?? '')
  return entered.ok ? welcome(entered.value, fields) : again('/signin', 'signin', fields, entered.error)
}

export const signup: FormHandler = async ({ viewer, fields }) => {
  const joined = await joinForum(viewer, fields)
  if (!joined.ok) return again('/signup', 'signup', fields, joined.error)
  const entered = await enterAs(joined.value.id)
  return entered.ok ? welcome(entered.value, fields) : again('/signin', 'signin', fields, entered.error)
}

export const signout: FormHandler = async ({ fields }) => {
  await leave()
  return { to: safePath(fields['next']) }
}

export const signoutEverywhere: FormHandler = async ({ viewer }) => {
  if (viewer.kind === 'person') await endAllSessions(viewer.id)
  await leave()
  return { to: '/' }
}

export const mailLink: FormHandler = async ({ fields }) => {
  const asked = await askForLink(fields, safePath(fields['next']))
  if (!asked.ok) return again('/signin', 'mail-link', fields, asked.error)
  const draft = draftIn(fields)
  const cookies = [secretCookie('asked', linkMark(asked.value.secret), 15 * 60), ...draft ? [keepDraft(draft)] : [], ...plain(fields)]
  return { to: '/signin/link?sent=1', cookies }
}

export const link: FormHandler = async ({ fields, request }) => {
  const entered = await enterByLink(fields['token'] ?? '')
  if (!entered.ok) return again('/signin/link', 'link', fields, entered.error)
  const isNew = Date.now() - entered.value.createdAt.getTime() < 10_000
  const next = isNew && safePath(fields['next']) === '/' ? '/settings?welcome=1' : fields['next'] ?? '/'
  return withDraft(takeDraft(request.headers.get('cookie')), await welcome(entered.value, { ...fields, next }))
}

/** Goes to a provider. With `link` its sign-in is added to the account of whoever is signed in: see settings. */
export const oauth: FormHandler = async ({ fields }) => {
  const provider = fields['provider']
  if (!isProviderName(provider) || !enabledProviders().includes(provider)) return again('/signin', 'oauth', fields, refuse('not-found').error)
  const draft = draftIn(fields)
  const to = await addressOfProvider(provider, draft ? '/signin/draft' : safePath(fields['next']))
  return { to, cookies: [...draft ? [keepDraft(draft)] : [], ...plain(fields)] }
}

/** Shows the text that was kept while its writer signed in elsewhere. */
export const draft: FormHandler = ({ request }) => Promise.resolve(withDraft(takeDraft(request.headers.get('cookie')), { to: '/' }))

/** From a composer to the sign-in page with the text kept in its hidden fields. */
export const toSignin: FormHandler = ({ fields }) => {
  const carried = draftOfComposer(fields)
  const kept: Kept = { form: 'signin', fields: { next: safePath(fields['show']), ...(carried ? draftFields(carried) : {}) }, refusal: null, preview: null, current: null }
  return Promise.resolve({ show: fields['to'] === 'signup' ? '/signup' : '/signin', kept, status: 200 })
}

export const claim: FormHandler = async ({ fields }) => {
  const claimed = await claimSite(fields['token'] ?? '', fields)
  if (!claimed.ok) return again('/claim', 'claim', fields, claimed.error)
  const entered = await enterAs(claimed.value.id)
  return entered.ok ? welcome(entered.value, { ...fields, next: fields['next'] ?? '/' }) : again('/signin', 'signin', fields, entered.error)
}

async function welcome(person: Person, fields: Fields): Promise<FormAnswer> {
  await voteAsked(person, fields)
  const carried = draftIn(fields)
  const cookies = plain(fields)
  return carried ? showing(carried, cookies) : { to: safePath(fields['next']), cookies }
}

// A vote that cannot be cast (one's own post, a post gone meanwhile) must not spoil the signing in.
async function voteAsked(person: Person, fields: Fields): Promise<void> {
  if (fields['cast'] !== '1' || !/^\d{1,9}$/.test(fields['vote'] ?? '')) return
  await castVote(person, { post: Number(fields['vote']), voted: true })
}

function withDraft(taken: { draft: Draft; cookie: string } | null, otherwise: FormAnswer): FormAnswer {
  return taken ? showing(taken.draft, [taken.cookie, ...otherwise.cookies ?? []]) : otherwise
}

function showing(carried: Draft, cookies: string[]): FormAnswer {
  return { show: carried.show, kept: { form: carried.form, fields: carried.fields, refusal: null, preview: null, current: null }, status: 200, cookies }
}

// A form sent by script has emptied this field.
function plain(fields: Fields): string[] {
  return fields['plain'] === '1' ? [plainCookie()] : []
}

function again(page: string, form: string, fields: Fields, refusal: Refusal): FormAnswer {
  return { show: page, kept: { form, fields, refusal, preview: null, current: null }, status: refusal.status }
}
