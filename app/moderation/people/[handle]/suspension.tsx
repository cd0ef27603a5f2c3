import { Check, TextField } from '@/components/field'
import { Notice } from '@/components/notice'
import { counted } from '@/components/words'
import type { PersonDesk, Suspension } from '@/forum/person-desk'
import { mostYears, untilInWords, usualDays } from '@/forum/suspensions'
import type { KeptForm } from '../../../kept-form'

const lasting = [{ days: 1, words: 'one day' }, { days: 7, words: 'a week' }, { days: usualDays, words: `${usualDays} days` }] as const

/** Suspending: for how long, why, and what happens to what was written. */
export function Suspend({ person, form }: { person: PersonDesk; form: KeptForm }) {
  return (
    <section aria-labelledby="suspend">
      <h2 id="suspend" className="mt-7">Suspend</h2>
      <GivingBack person={person} />
      {person.unsuspendable !== null ? <p className="soft mt-2">{person.unsuspendable}</p> : (
        <form method="post" action="/forms/suspend">
          <p className="soft mt-2">Sessions and tokens end at once. The person is told until when, why and how to appeal. It can be undone for ten minutes, and ended at any time.</p>
          <div className="mt-4"><Until form={form} /></div>
          <TextField label="Reason, told to the person" name="reason" maxLength={1000} defaultValue={form.value('reason')} error={form.error('reason')} />
          <PostsToo form={form} handle={person.handle} publicPosts={person.record.public} />
          <div className="send"><button className="btn danger">Suspend</button><a className="btn plain" href="/moderation">Back to the queue</a></div>
        </form>
      )}
    </section>
  )
}

function Until({ form }: { form: KeptForm }) {
  const hint = `Empty: ${usualDays} days. At most ${mostYears} years. For example ${lasting.map(one => `${one.words}: ${dayAfter(one.days)}`).join(', ')}.`
  return <TextField label="Until the end of" name="until" type="date" hint={hint} defaultValue={form.value('until')} error={form.error('until')} />
}

function dayAfter(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10)
}

function PostsToo({ form, handle, publicPosts }: { form: KeptForm; handle: string; publicPosts: number }) {
  const hides = form.value('posts') === 'hide'
  return (
    <fieldset className="reasons">
      <legend className="label">What was written</legend>
      <input type="hidden" name="handle" value={handle} />
      <Check type="radio" name="posts" value="keep" label="Stays where it is" defaultChecked={!hides} />
      <Check type="radio" name="posts" value="hide" label={`Is hidden while the suspension stands: ${counted(publicPosts, 'public post')}`} defaultChecked={hides} />
    </fieldset>
  )
}

/** A suspension that stands: until when, what it hides, and how it ends. */
export function Suspended({ person, suspension, form }: { person: PersonDesk; suspension: Suspension; form: KeptForm }) {
  const { hiddenBySuspension: hidden, handle } = person
  return (
    <section aria-labelledby="suspended">
      <h2 id="suspended" className="mt-7">Suspended</h2>
      <div className="mt-2"><Notice tone="caution" lead={`Suspended until ${untilInWords(suspension.until)}.`}>{suspension.why} {hidden === 0 ? 'What was written stays where it is.' : `${counted(hidden, 'post')} ${hidden === 1 ? 'is' : 'are'} hidden by it.`}</Notice></div>
      {suspension.undoUntil === null ? null : (
        <form method="post" action="/forms/unsuspend">
          <input type="hidden" name="handle" value={handle} />
          <input type="hidden" name="posts" value="restore" />
          <div className="send"><button className="btn">Undo</button><p className="why">Until {suspension.undoUntil.toISOString().slice(11, 16)} UTC it is as if nothing had been decided; sign-ins do not come back.</p></div>
        </form>
      )}
      <form className="mt-5" method="post" action="/forms/unsuspend">
        <input type="hidden" name="handle" value={handle} />
        <TextField label="Reason for ending it" name="reason" maxLength={1000} defaultValue={form.value('reason')} error={form.error('reason')} />
        {hidden === 0 ? null : <Check name="posts" value="restore" label={`Show ${hidden === 1 ? 'the post' : `the ${hidden} posts`} again that it hides`} defaultChecked />}
        <div className="send"><button className="btn">End the suspension</button><a className="btn plain" href="/moderation">Back to the queue</a></div>
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
      <div className="send"><button className="btn danger">Hide the posts too</button><p className="why">{counted(person.record.public, 'public post')}, until the suspension ends.</p></div>
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
      <div className="mt-2"><Notice>{counted(hidden, 'post')} {hidden === 1 ? 'is' : 'are'} still hidden by a suspension that has ended.</Notice></div>
      <div className="send"><button className="btn">Show {hidden === 1 ? 'it' : 'them'} again</button></div>
    </form>
  )
}
