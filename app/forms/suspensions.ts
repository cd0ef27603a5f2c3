/** Moderators' forms about a person: suspensions, appeals against them, notes. */
import { refuse } from '@/forum/errors'
import type { Refusal } from '@/forum/errors'
import { settlePersonAppeal } from '@/forum/person-appeals'
import { deletePersonNote, notePerson } from '@/forum/person-notes'
import { suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { showRefusal } from './handler'
import type { FormAnswer, FormContext, FormHandler } from './handler'
import { idIn } from './places'

export const suspend: FormHandler = async context => {
  const { viewer, fields } = context
  const suspended = await suspendPerson(viewer, { handle: fields['handle'] ?? '', until: fields['until'] || null, reason: fields['reason'] ?? '', posts: fields['posts'] === 'hide' ? 'hide' : 'keep' })
  return suspended.ok ? { to: pageOf(fields), told: { hidden: suspended.value.hidden, left: suspended.value.left } } : again('suspend', context, suspended.error)
}

export const unsuspend: FormHandler = async context => {
  const { viewer, fields } = context
  const ended = await unsuspendPerson(viewer, { handle: fields['handle'] ?? '', reason: fields['reason'], posts: fields['posts'] === 'restore' ? 'restore' : 'keep' })
  return ended.ok ? { to: pageOf(fields), told: { restored: ended.value.restored, left: ended.value.left } } : again('unsuspend', context, ended.error)
}

/** The answer to an appeal against a suspension. */
export const judge: FormHandler = async context => {
  const { viewer, fields } = context
  const outcome = (['granted', 'refused'] as const).find(known => known === fields['outcome'])
  const judged = outcome ? await settlePersonAppeal(viewer, { appeal: idIn(fields['appeal']) ?? 0, outcome, reason: fields['reason'] }) : refuse('invalid')
  return judged.ok ? { to: pageOf(fields) } : again('judge', context, judged.error)
}

export const personNote: FormHandler = async context => {
  const { viewer, fields } = context
  const noted = await notePerson(viewer, { handle: fields['handle'] ?? '', words: fields['words'] ?? '' })
  return noted.ok ? { to: pageOf(fields) } : again('person-note', context, noted.error)
}

export const personNoteDelete: FormHandler = async context => {
  const { viewer, fields } = context
  const gone = await deletePersonNote(viewer, { note: idIn(fields['note']) ?? 0 })
  return gone.ok ? { to: pageOf(fields) } : again('person-note-delete', context, gone.error)
}

function pageOf(fields: Record<string, string>): string {
  return `/moderation/people/${encodeURIComponent(fields['handle'] ?? '')}`
}

function again(form: string, context: FormContext, refusal: Refusal): FormAnswer {
  return showRefusal(pageOf(context.fields), form, context, refusal)
}
