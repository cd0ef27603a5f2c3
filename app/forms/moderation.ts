/** Moderators' forms: decisions on posts, one or many, and which item is looked at. */
import { safePath } from '@/auth/paths'
import { bulkDecisions, decideMany } from '@/forum/bulk'
import { refuse } from '@/forum/errors'
import { likenesses, postsLike } from '@/forum/queue'
import { lookAt } from '@/forum/looks'
import { decide as decideOn, postDecisions } from '@/forum/moderation'
import { showRefusal } from './handler'
import type { FormContext, FormHandler } from './handler'
import { backTo, idIn } from './places'
import { t } from '@/words'

/** A decision from the queue or from a post's own page; `back` says where it was made. */
export const decide: FormHandler = async context => {
  const { viewer, fields } = context
  const decision = postDecisions.find(known => known === fields['decision'])
  const back = fields['back'] ? safePath(fields['back']) : '/moderation'
  const seen = stateIn(fields['seen'])
  const decided = decision ? await decideOn(viewer, {
    post: fields['post'], decision, reason: reasonIn(fields), seen, revision: idIn(fields['revision']) ?? undefined, target: targetIn(fields['target']), minutes: fields['minutes'] || undefined, number: idIn(fields['number']) ?? undefined,
  }) : refuse('invalid')
  if (!decided.ok) return showRefusal(fields['page'] ? safePath(fields['page']) : back, 'decide', context, decided.error)
  const to = fields['to'] === 'post' ? await backTo(decided.value.id, viewer) : back
  return { to: to.startsWith('/moderation') ? withMark(to) : to, told: { id: decided.value.id, decision: decided.value.decision } }
}

/** The same decision on all that is ticked. What was refused is said, the rest stands. */
export const decideSelection: FormHandler = async context => {
  const { viewer, fields } = context
  const decision = bulkDecisions.find(known => known === fields['decision'])
  const back = fields['back'] ? safePath(fields['back']) : '/moderation'
  const posts = [...(fields['posts'] ?? '').split(',').filter(id => id !== '').map(readPost), ...await restOf(context)]
  const told = decision ? await decideMany(viewer, { posts, decision, reason: reasonIn(fields) }) : refuse('invalid')
  if (!told.ok) return showRefusal(back, 'decide', context, told.error)
  const { done, refused } = told.value
  const heard = { done, refused: refused.map(({ post, error }) => ({ post, text: error.text })) }
  const [first] = refused
  if (first === undefined) return { to: withMark(back), told: heard }
  const text = t('{0} decided. {1} not: {2}', done.length, refused.length, first.error.text)
  return { ...showRefusal(back, 'decide', context, { ...first.error, text }), told: heard }
}

/** All that is like one and did not stand on the page, where that was ticked too. */
async function restOf({ viewer, fields }: FormContext): Promise<{ post: string }[]> {
  const [post, by] = [idIn(fields['like']), likenesses.find(known => known === fields['by'])]
  if (fields['rest'] !== '1' || post === null || by === undefined) return []
  const shown = new Set((fields['shown'] ?? '').split(','))
  return (await postsLike(viewer, { post, by })).map(String).filter(id => !shown.has(id)).map(id => ({ post: id }))
}

// "12", or "12.3.held" for post 12 as it was read: held, at revision 3.
function readPost(text: string) {
  const [post = '', revision, state] = text.split('.')
  return { post, ...(revision === undefined ? {} : { revision }), seen: stateIn(state) }
}

function stateIn(text: string | undefined) {
  return (['public', 'held', 'hidden', 'deleted'] as const).find(state => state === text)
}

/** Says which item is looked at; only scripts send it. */
export const look: FormHandler = async context => {
  const { viewer, fields } = context
  const looked = await lookAt(viewer, { post: fields['post'], shown: (fields['posts'] ?? '').split(',').filter(id => id !== '').slice(0, 400) })
  return looked.ok ? { to: '/moderation', told: looked.value } : showRefusal('/moderation', 'look', context, looked.error)
}

/** The lock on a thread, from the thread's own page. */
export const lock: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const decided = await decideOn(viewer, { post, decision: fields['locked'] === '0' ? 'unlock' : 'lock' })
  const back = await backTo(post, viewer)
  if (!decided.ok) return showRefusal(back, 'lock', context, decided.error)
  return { to: back, told: { id: post } }
}

function reasonIn(fields: Record<string, string>) {
  return { rule: fields['rule'] || undefined, text: fields['reason'] }
}

/** A post's number, also as part of its address, or a paper's slug, also as part of its. */
export function targetIn(text: string | undefined): string | undefined {
  const given = (text ?? '').trim()
  const [, post] = /(?:\/p\/|#post-|^#)(\d{1,10})$/.exec(given) ?? []
  const [, paper] = /\/papers\/([^/?#]+)\/?$/.exec(given) ?? []
  return post ?? paper ?? (given === '' ? undefined : given)
}

// The page of the queue then opens what was just decided, with its undoing.
function withMark(path: string): string {
  if (/[?&]decided=/.test(path)) return path
  return `${path}${path.includes('?') ? '&' : '?'}decided=1`
}
