import { Check, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { counted } from '@/components/words'
import type { PersonDesk, Suspension } from '@/forum/person-desk'
import { mostYears, untilInWords, usualDays } from '@/forum/suspensions'
import type { KeptForm } from '../../../kept-form'
import { t } from '@/words'
import { worded } from '@/words/worded'

const lasting = [{ days: 1, words: t('one day') }, { days: 7, words: t('a week') }, { days: usualDays, words: t('{0} days', usualDays) }] as const

/** Suspending: for how long, why, and what happens to what was written. */
export function Suspend({ person, form }: { person: PersonDesk; form: KeptForm }) {
  return (
    <section aria-labelledby="suspend">
      <h2 id="suspend" className="mt-7">{t('Suspend')}</h2>
      <GivingBack person={person} />
      {person.unsuspendable !== null ? <p className="soft mt-2">{person.unsuspendable}</p> : (
        <form method="post" action="/forms/suspend">
          <p className="soft mt-2">{t('Sessions and tokens end at once. The person is told until when, why and how to appeal. It can be undone for ten minutes, and ended at any time.')}</p>
          <div className="mt-4"><Until form={form} /></div>
          <TextField label={t('Reason, told to the person')} name="reason" maxLength={1000} defaultValue={form.value('reason')} error={form.error('reason')} />
          <PostsToo form={form} handle={person.handle} publicPosts={person.record.public} />
          <div className="send"><button className="btn danger">{t('Suspend')}</button><a className="btn plain" href="/moderation">{t('Back to the queue')}</a></div>
        </form>
      )}
    </section>
  )
}

function Until({ form }: { form: KeptForm }) {
  const hint = t('Empty: {0} days. At most {1} years. For example {2}.', usualDays, mostYears, lasting.map(one => `${one.words}: ${dayAfter(one.days)}`).join(', '))
  return <TextField label={t('Until the end of')} name="until" type="date" hint={hint} defaultValue={form.value('until')} error={form.error('until')} />
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10)
}

function PostsToo({ form, handle, publicPosts }: { form: KeptForm; handle: string; publicPosts: number }) {
  const hides = form.value('posts') === 'hide'
  return (
    <fieldset className="reasons">
      <legend className="label">{t('What was written')}</legend>
      <input type="hidden" name="handle" value={handle} />
      <Check type="radio" name="posts" value="keep" label={t('Stays where it is')} defaultChecked={!hides} />
      <Check type="radio" name="posts" value="hide" label={t('Is hidden while the suspension stands: {0}', counted(publicPosts, 'public post'))} defaultChecked={hides} />
    </fieldset>
  )
}

/** A suspension that stands: until when, what it hides, and how it ends. */
export function Suspended({ person, suspension, form }: { person: PersonDesk; suspension: Suspension; form: KeptForm }) {
  const { hiddenBySuspension: hidden, handle } = person
  return (
    <section aria-labelledby="suspended">
      <h2 id="suspended" className="mt-7">{t('Suspended')}</h2>
      <div className="mt-2"><Notice tone="caution" lead={t('Suspended until {0}.', untilInWords(suspension.until))}>{suspension.why} {hidden === 0 ? t('What was written stays where it is.') : t('{0} {1} hidden by it.', counted(hidden, 'post'), hidden === 1 ? t('is') : t('are'))}</Notice></div>
      {suspension.undoUntil === null ? null : (
        <form method="post" action="/forms/unsuspend">
          <input type="hidden" name="handle" value={handle} />
          <input type="hidden" name="posts" value="restore" />
          <div className="send"><button className="btn">{t('Undo')}</button><p className="why">{worded('Until {0} UTC it is as if nothing had been decided; sign-ins do not come back.', suspension.undoUntil.toISOString().slice(11, 16))}</p></div>
        </form>
      )}
      <form className="mt-5" method="post" action="/forms/unsuspend">
        <input type="hidden" name="handle" value={handle} />
        <TextField label={t('Reason for ending it')} name="reason" maxLength={1000} defaultValue={form.value('reason')} error={form.error('reason')} />
        {hidden === 0 ? null : <Check name="posts" value="restore" label={t('Show {0} again that it hides', hidden === 1 ? t('the post') : t('the {0} posts', hidden))} defaultChecked />}
        <div className="send"><button className="btn">{t('End the suspension')}</button><a className="btn plain" href="/moderation">{t('Back to the queue')}</a></div>
      </form>
      {person.record.public > 0 ? <HideNow person={person} suspension={suspension} /> : null}
    </section>
  )
}

/** Posts that were kept, or that were too many for the first time, can be hidden later. */
function HideNow({ person, suspension }: { person: PersonDesk; suspension: Suspension }) {
  return (
    <form method="post" action="/forms/suspend">
      <input type="hidden" name="handle" value={person.handle} />
      <input type="hidden" name="until" value={suspension.until.toISOString()} />
      <input type="hidden" name="reason" value={suspension.why ?? ''} />
      <input type="hidden" name="posts" value="hide" />
      <div className="send"><button className="btn danger">{t('Hide the posts too')}</button><p className="why">{worded('{0}, until the suspension ends.', counted(person.record.public, 'public post'))}</p></div>
    </form>
  )
}

/** Of a suspension that ended by itself, or had more posts than are given back at once. */
function GivingBack({ person: { handle, hiddenBySuspension: hidden } }: { person: PersonDesk }) {
  if (hidden === 0) return null
  return (
    <form method="post" action="/forms/unsuspend">
      <input type="hidden" name="handle" value={handle} />
      <input type="hidden" name="posts" value="restore" />
      <div className="mt-2"><Notice>{worded('{0} {1} still hidden by a suspension that has ended.', counted(hidden, 'post'), hidden === 1 ? t('is') : t('are'))}</Notice></div>
      <div className="send"><button className="btn">{worded('Show {0} again', hidden === 1 ? t('it') : t('them'))}</button></div>
    </form>
  )
}
