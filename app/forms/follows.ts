/** Following with one button, and what one is told of. */
import { followKinds, setFollow } from '@/forum/follows'
import type { FollowKind } from '@/forum/follows'
import { choicesFor, noticeGroups, setChoices } from '@/forum/notice-choices'
import { readNotices } from '@/forum/notifications'
import { refuse } from '@/forum/errors'
import { personPath, topicPath, paperPath } from '@/forum/urls'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { backTo, idIn } from './places'
import { t } from '@/words'

/** A guest can follow a question by mail alone; for all else one signs in. */
export const follow: FormHandler = async context => {
  const { viewer, fields } = context
  const kind = followKinds.find(known => known === fields['kind'])
  const id = fields['id'] ?? ''
  if (!kind) return showRefusal('/', 'follow', context, refuse('not-found').error)
  const back = await placeOf(kind, id, viewer)
  if (viewer.kind === 'guest') {
    const signin = kind === 'question' ? `/follow/questions/${idIn(id) ?? 0}` : `/signin?next=${encodeURIComponent(back)}`
    return { to: signin, told: { signin } }
  }
  const set = await setFollow(viewer, { kind, id, following: fields['following'] !== '0' })
  if (!set.ok) return showRefusal(back, 'follow', context, set.error)
  return { to: fields['back'] === 'notifications' ? '/notifications' : back, told: set.value }
}

function placeOf(kind: FollowKind, id: string, viewer: Parameters<FormHandler>[0]['viewer']): Promise<string> {
  switch (kind) {
    case 'question': return backTo(idIn(id) ?? 0, viewer)
    case 'paper': return Promise.resolve(paperPath(id))
    case 'topic': return Promise.resolve(topicPath(id))
    case 'person': return Promise.resolve(personPath(id))
    case 'site': return Promise.resolve('/')
  }
}

/** Marks notices read: some by their ids, or all that were there when the page was made. */
export const read: FormHandler = async context => {
  const { viewer, fields } = context
  const ids = (fields['ids'] ?? '').split(',').flatMap(id => idIn(id) ?? [])
  const upTo = idIn(fields['up_to'])
  const marked = upTo === null ? await readNotices(viewer, { ids, read: fields['read'] !== '0' }) : await readNotices(viewer, { upTo })
  const back = fields['show'] && /^[a-z]{1,20}$/.test(fields['show']) ? `/notifications?show=${fields['show']}` : '/notifications'
  return marked.ok ? { to: back, told: {} } : showRefusal('/notifications', 'notices-read', context, marked.error)
}

/** What one is told of and how: each group that the form names is set, the others stay. */
export const notices: FormHandler = async context => {
  const { viewer, fields } = context
  const choices = Object.fromEntries(noticeGroups.flatMap(group => {
    const chosen = choicesFor(group).find(choice => choice === fields[group])
    return chosen === undefined ? [] : [[group, chosen]]
  }))
  const set = await setChoices(viewer, { choices, ...(fields['follows_own_shown'] === undefined ? {} : { followsOwn: fields['follows_own'] === '1' }) })
  return set.ok ? { to: '/settings?done=notices#notices', told: { said: t('Saved.') } } : showRefusal('/settings', 'notices', context, set.error)
}
