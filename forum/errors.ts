/** The one list of refusals: code, HTTP status, and the sentence a person reads (what happened, what was kept, what to do). */

type Params = Record<string, string | number>
type Entry = { status: number; text: string | ((p: Params) => string) }

export const errors = {
  'invalid': { status: 422, text: p => Number(p['count'] ?? 1) > 1 ? `${p['count']} things need mending. Nothing was lost.` : 'One field needs mending. Nothing was lost.' },
  'malformed': { status: 400, text: 'The request could not be read.' },
  'blank': { status: 422, text: 'Write something first.' },
  'too-long': { status: 422, text: p => `This is ${p['over']} ${p['over'] === 1 ? 'character' : 'characters'} too long: at most ${p['max']} are allowed. Nothing was lost.` },
  'name-missing': { status: 422, text: 'Give a name to post under, or sign in.' },
  'name-taken': { status: 422, text: p => `This name belongs to ${p['whose']}. Sign in, or choose another.` },
  'not-found': { status: 404, text: 'There is no such thing here.' },
  'sign-in': { status: 401, text: p => p['sent'] === 'nothing' ? 'Sign in first.' : 'Sign in first. Your text is kept.' },
  'signed-out': { status: 401, text: 'You were signed out meanwhile. Your text is kept; sign in and post it.' },
  'wrong-token': { status: 401, text: 'This token is unknown, revoked, or belongs to somebody suspended.' },
  'not-allowed': { status: 403, text: p => String(p['why'] ?? 'You may not do this.') },
  'scope': { status: 403, text: p => `This token may only ${p['scope']}. Make one with the scope ${p['need']}.` },
  'suspended': { status: 403, text: p => p['at'] === 'the door' ? `This account is suspended until ${p['until']}. The reason given: “${p['why']}”` : `You are suspended until ${p['until']}: ${p['why']}. Your text is kept below; nothing was posted.` },
  'prove-again': { status: 403, text: 'This asks for a sign-in of the last 15 minutes. Sign in once more, then repeat it.' },
  'own-post': { status: 403, text: 'You cannot upvote your own post.' },
  'own-answer': { status: 403, text: 'An endorsement is for the answers of others.' },
  'question-closed': { status: 409, text: 'This question is closed and takes no new answers. Your text is kept; you can post it as a comment.' },
  'thread-locked': { status: 409, text: 'This thread is locked: nothing more is posted in it for now. Your text is kept.' },
  'wrong-method': { status: 405, text: 'This address does not take that method.' },
  'wrong-type': { status: 415, text: 'Send the body as application/json.' },
  'not-public': { status: 409, text: 'This post is not public now.' },
  'decided': { status: 409, text: p => `${p['by']} decided this already: ${p['decision']}. Nothing was changed.` },
  'changed-since-read': { status: 409, text: 'Its writer changed this after you opened the queue. Nothing was decided; read it again.' },
  'appeal-of-own': { status: 403, text: 'This appeal is against your own decision. Another moderator reads it.' },
  'wrong-target': { status: 422, text: p => `${p['what']}: ${p['target']} will not do. Nothing was changed.` },
  'target-missing': { status: 422, text: 'Say where to: the number of a post, or the slug of a paper. Nothing was changed.' },
  'there-already': { status: 409, text: 'It stands there already. Nothing was changed.' },
  'wrong-kind': { status: 422, text: p => `This is done to ${/^[aeiou]/.test(String(p['wanted'])) ? 'an' : 'a'} ${p['wanted']} only. Nothing was changed.` },
  'endorsed-answer': { status: 409, text: 'An author has endorsed this answer. Take the endorsement back first. Nothing was changed.' },
  'merged': { status: 409, text: 'This question was merged into another one. Undo that first. Nothing was changed.' },
  'undo-late': { status: 409, text: 'A decision can be undone for ten minutes, and that time is over. A post that was taken down can be restored. Nothing was changed.' },
  'changed-since-decided': { status: 409, text: 'Something else happened to this after it was decided, so it cannot be undone as it was. Nothing was changed.' },
  'slow-mode': { status: 429, text: p => `This thread is in slow mode: one post every ${p['minutes']} minutes. Your text is kept; try again in ${p['wait']}.` },
  'nothing-to-undo': { status: 409, text: 'There is nothing to take back here.' },
  'revised-already': { status: 409, text: 'A rejected post can be revised once, and this one was. Write a new one instead.' },
  'appealed-already': { status: 409, text: 'You have appealed against this decision already, and one appeal is what there is. Nothing was changed.' },
  'nothing-to-appeal': { status: 409, text: 'There is no decision here to appeal against. Nothing was changed.' },
  'changed-meanwhile': { status: 412, text: 'This was changed while you were editing. Both versions are below; yours is kept.' },
  'draft-changed': { status: 412, text: 'This text was changed on another device. Both are kept.' },
  'revision-missing': { status: 428, text: 'Say which revision you edit: send If-Match with it.' },
  'key-reused': { status: 422, text: 'This Idempotency-Key was used for another request.' },
  'too-fast': { status: 429, text: p => `${p['what']} Your text is kept; try again in ${p['wait']}.` },
  'queue-full': { status: 429, text: 'Too many guests’ posts are waiting for review. Your text is kept; sign in to post it, or try again tomorrow.' },
  'guests-paused': { status: 403, text: 'The author is away, and guests’ posts are not taken until then. Your text is kept; sign in to post it.' },
  'too-many-links': { status: 422, text: p => `A guest’s post has at most ${p['max']} links, and this one has ${p['count']}. Your text is kept; take some out, or sign in.` },
  'busy': { status: 503, text: 'The site is busy. Your text is kept; try again in a few seconds.' },
  'read-only': { status: 503, text: 'Nothing can be saved at the moment. Your text is kept; try again in some minutes.' },
  'broken': { status: 500, text: p => `Something broke on our side. Your text is kept. The fault is noted under ${p['number']}.` },
  'wrong-password': { status: 401, text: p => String(p['why'] ?? 'This e-mail and password do not go together.') },
  'handle-taken': { status: 422, text: 'This handle or address cannot be used. Choose another handle, or sign in if the address is yours.' },
  'weak-password': { status: 422, text: p => String(p['why'] ?? 'Choose a password that is harder to guess.') },
  'link-spent': { status: 410, text: 'This link was used, has ended, or was replaced by a newer one. Ask for a new one.' },
  'unsubscribe-forged': { status: 403, text: 'This address for ending mails was cut or changed on its way. Nothing was changed; open it once more from the mail, or choose in your settings what is mailed.' },
  'no-mail': { status: 409, text: 'This site sends no mail, so nothing can be followed that way. Sign in to follow it here.' },
  'noted-already': { status: 409, text: 'This answer is among the notes on its paper already. Nothing was added.' },
  'settled-already': { status: 409, text: 'This was settled or changed meanwhile. Nothing was done; what stands now is below.' },
  'decide-link-spent': { status: 410, text: 'This link was used, has ended, or was replaced by a newer one. Nothing was changed; the queue shows what still waits.' },
  'taken-away': { status: 409, text: 'Its writer took this post away. There is nothing left to decide, and nothing was changed.' },
  'waits-no-longer': { status: 409, text: 'This post waits for nobody any more. Nothing was changed.' },
  'list-changed': { status: 409, text: 'The list was changed on the site since you opened it. Your text is kept, and nothing was applied: look again at what it would change.' },
  'push-service': { status: 422, text: 'This browser’s push service is none that this site knows, so it cannot be told. Nothing was changed.' },
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
