/** The one list of refusals: code, HTTP status, and the sentence a person reads (what happened, what was kept, what to do). */
import { called, t } from '@/words'


type Params = Record<string, string | number>
type Entry = { status: number; text: string | ((p: Params) => string) }

export const errors = {
  'invalid': { status: 422, text: p => Number(p['count'] ?? 1) > 1 ? t('{0} things need mending. Nothing was lost.', p['count']) : t('One field needs mending. Nothing was lost.') },
  'malformed': { status: 400, text: t('The request could not be read.') },
  'blank': { status: 422, text: t('Write something first.') },
  'too-long': { status: 422, text: p => t('This is {0} {1} too long: at most {2} are allowed. Nothing was lost.', p['over'], p['over'] === 1 ? t('character') : t('characters'), p['max']) },
  'name-missing': { status: 422, text: t('Give a name to post under, or sign in.') },
  'name-taken': { status: 422, text: p => t('This name belongs to {0}. Sign in, or choose another.', p['whose']) },
  'not-found': { status: 404, text: t('There is no such thing here.') },
  'sign-in': { status: 401, text: p => p['sent'] === 'nothing' ? t('Sign in first.') : t('Sign in first. Your text is kept.') },
  'signed-out': { status: 401, text: t('You were signed out meanwhile. Your text is kept; sign in and post it.') },
  'wrong-token': { status: 401, text: t('This token is unknown, revoked, or belongs to somebody suspended.') },
  'not-allowed': { status: 403, text: p => String(p['why'] ?? t('You may not do this.')) },
  'scope': { status: 403, text: p => t('This token may only {0}. Make one with the scope {1}.', p['scope'], p['need']) },
  'suspended': { status: 403, text: p => p['at'] === 'the door' ? t('This account is suspended until {0}. The reason given: “{1}”', p['until'], p['why']) : t('You are suspended until {0}: {1}. Your text is kept below; nothing was posted.', p['until'], p['why']) },
  'prove-again': { status: 403, text: t('This asks for a sign-in of the last 15 minutes. Sign in once more, then repeat it.') },
  'own-post': { status: 403, text: t('You cannot upvote your own post.') },
  'own-answer': { status: 403, text: t('An endorsement is for the answers of others.') },
  'question-closed': { status: 409, text: t('This question is closed and takes no new answers. Your text is kept; you can post it as a comment.') },
  'thread-locked': { status: 409, text: t('This thread is locked: nothing more is posted in it for now. Your text is kept.') },
  'wrong-method': { status: 405, text: t('This address does not take that method.') },
  'wrong-type': { status: 415, text: t('Send the body as application/json.') },
  'not-public': { status: 409, text: t('This post is not public now.') },
  'decided': { status: 409, text: p => t('{0} decided this already: {1}. Nothing was changed.', p['by'], p['decision']) },
  'changed-since-read': { status: 409, text: t('Its writer changed this after you opened the queue. Nothing was decided; read it again.') },
  'appeal-of-own': { status: 403, text: t('This appeal is against your own decision. Another moderator reads it.') },
  'wrong-target': { status: 422, text: p => t('{0}: {1} will not do. Nothing was changed.', p['what'], p['target']) },
  'target-missing': { status: 422, text: t('Say where to: the number of a post, or the slug of a paper. Nothing was changed.') },
  'there-already': { status: 409, text: t('It stands there already. Nothing was changed.') },
  'wrong-kind': { status: 422, text: p => /^[aeiou]/.test(String(p['wanted'])) ? t('This is done to an {0} only. Nothing was changed.', called(String(p['wanted']))) : t('This is done to a {0} only. Nothing was changed.', called(String(p['wanted']))) },
  'endorsed-answer': { status: 409, text: t('An author has endorsed this answer. Take the endorsement back first. Nothing was changed.') },
  'merged': { status: 409, text: t('This question was merged into another one. Undo that first. Nothing was changed.') },
  'undo-late': { status: 409, text: t('A decision can be undone for ten minutes, and that time is over. A post that was taken down can be restored. Nothing was changed.') },
  'changed-since-decided': { status: 409, text: t('Something else happened to this after it was decided, so it cannot be undone as it was. Nothing was changed.') },
  'slow-mode': { status: 429, text: p => t('This thread is in slow mode: one post every {0} minutes. Your text is kept; try again in {1}.', p['minutes'], p['wait']) },
  'nothing-to-undo': { status: 409, text: t('There is nothing to take back here.') },
  'revised-already': { status: 409, text: t('A rejected post can be revised once, and this one was. Write a new one instead.') },
  'appealed-already': { status: 409, text: t('You have appealed against this decision already, and one appeal is what there is. Nothing was changed.') },
  'nothing-to-appeal': { status: 409, text: t('There is no decision here to appeal against. Nothing was changed.') },
  'changed-meanwhile': { status: 412, text: t('This was changed while you were editing. Both versions are below; yours is kept.') },
  'draft-changed': { status: 412, text: t('This text was changed on another device. Both are kept.') },
  'revision-missing': { status: 428, text: t('Say which revision you edit: send If-Match with it.') },
  'key-reused': { status: 422, text: t('This Idempotency-Key was used for another request.') },
  'too-fast': { status: 429, text: p => t('{0} Your text is kept; try again in {1}.', p['what'], p['wait']) },
  'queue-full': { status: 429, text: t('Too many guests’ posts are waiting for review. Your text is kept; sign in to post it, or try again tomorrow.') },
  'guests-paused': { status: 403, text: t('The author is away, and guests’ posts are not taken until then. Your text is kept; sign in to post it.') },
  'too-many-links': { status: 422, text: p => t('A guest’s post has at most {0} links, and this one has {1}. Your text is kept; take some out, or sign in.', p['max'], p['count']) },
  'busy': { status: 503, text: t('The site is busy. Your text is kept; try again in a few seconds.') },
  'read-only': { status: 503, text: t('Nothing can be saved at the moment. Your text is kept; try again in some minutes.') },
  'broken': { status: 500, text: p => t('Something broke on our side. Your text is kept. The fault is noted under {0}.', p['number']) },
  'wrong-password': { status: 401, text: p => String(p['why'] ?? t('This e-mail and password do not go together.')) },
  'handle-taken': { status: 422, text: t('This handle or address cannot be used. Choose another handle, or sign in if the address is yours.') },
  'weak-password': { status: 422, text: p => String(p['why'] ?? t('Choose a password that is harder to guess.')) },
  'link-spent': { status: 410, text: t('This link was used, has ended, or was replaced by a newer one. Ask for a new one.') },
  'unsubscribe-forged': { status: 403, text: t('This address for ending mails was cut or changed on its way. Nothing was changed; open it once more from the mail, or choose in your settings what is mailed.') },
  'no-mail': { status: 409, text: t('This site sends no mail, so nothing can be followed that way. Sign in to follow it here.') },
  'noted-already': { status: 409, text: t('This answer is among the notes on its paper already. Nothing was added.') },
  'settled-already': { status: 409, text: t('This was settled or changed meanwhile. Nothing was done; what stands now is below.') },
  'decide-link-spent': { status: 410, text: t('This link was used, has ended, or was replaced by a newer one. Nothing was changed; the queue shows what still waits.') },
  'taken-away': { status: 409, text: t('Its writer took this post away. There is nothing left to decide, and nothing was changed.') },
  'waits-no-longer': { status: 409, text: t('This post waits for nobody any more. Nothing was changed.') },
  'list-changed': { status: 409, text: t('The list was changed on the site since you opened it. Your text is kept, and nothing was applied: look again at what it would change.') },
  'push-service': { status: 422, text: t('This browser’s push service is none that this site knows, so it cannot be told. Nothing was changed.') },
  'list-unreadable': { status: 422, text: p => String(p['why']) },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof errors
export type FieldError = { field: string; code: string; text: string }

export type Refusal = {
  code: ErrorCode
  status: number
  text: string
  fields: FieldError[]
  /** Seconds until another try may work. */
  retryAfter: number | null
  /** Who decided what, for `decided`; the present post, for `changed-meanwhile`. */
  detail: Record<string, unknown>
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: Refusal }

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

/** A refusal. `params` fill the sentence; `more` adds fields, a waiting time or details. */
export function refuse(code: ErrorCode, params: Params = {}, more: Partial<Pick<Refusal, 'fields' | 'retryAfter' | 'detail'>> = {}): { ok: false; error: Refusal } {
  const entry: Entry = errors[code]
  const text = typeof entry.text === 'function' ? entry.text(params) : entry.text
  return { ok: false, error: { code, status: entry.status, text, fields: more.fields ?? [], retryAfter: more.retryAfter ?? null, detail: more.detail ?? {} } }
}

/** A refusal that belongs to one field of the form. */
export function refuseField(field: string, code: ErrorCode, params: Params = {}): { ok: false; error: Refusal } {
  const refusal = refuse(code, params)
  refusal.error.fields.push({ field, code, text: refusal.error.text })
  return refusal
}
