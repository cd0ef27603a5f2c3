/** The text of one form: kept on the server after a pause in writing, one request at a time. Where another device wrote meanwhile,
 *  both texts can be shown, and neither is written over before somebody chose. */
import { record } from './asking'
import { made, one } from './dom'
import { draftOf, dropDraft, fill, keepDraft, typedIn } from './drafts'
import { keptOf } from './kept'
import type { Kept } from './kept'
import { stored } from './storage'
import { language, t } from '@/words'

type Fields = Record<string, string>

const pauseMs = 2_000
const everywhere = t('Draft kept on all your devices')
const here = t('Draft kept on this device')

export class DraftKeeper {
  readonly #form: HTMLFormElement
  /** Of the whole page: what the server has, by places. */
  readonly #drafts: Map<string, Kept>
  readonly #place: string
  /** Under which this browser remembers what it last had from the server or gave to it. */
  readonly #key: string
  #revision = 0
  /** What the server has, as one text. */
  #kept = ''
  #due = 0
  #saving = false
  #posted = false
  /** The text of the other device while nobody has chosen. */
  #other: Kept | null = null
  #line: HTMLElement | null = null
  #off = false

  constructor(form: HTMLFormElement, person: string, drafts: Map<string, Kept>) {
    const [kind = '', target = ''] = (form.dataset['draft'] ?? '').split(':')
    this.#form = form
    this.#drafts = drafts
    this.#place = `${kind} ${target}`
    this.#key = `kept:${person}:${form.dataset['draft'] ?? ''}`
    const known = drafts.get(this.#place)
    if (known) this.#meet(known)
    else this.#meetNone()
  }

  /** Somebody wrote: it is kept once they pause. */
  typed(): void {
    this.#posted = false
    if (this.#off || this.#other) return
    clearTimeout(this.#due)
    this.#due = window.setTimeout(() => { void this.#save() }, pauseMs)
  }

  /** It is being posted: nothing is kept meanwhile. */
  wait(): void {
    clearTimeout(this.#due)
    this.#due = 0
  }

  /** It was posted, and its draft went with that. */
  posted(): void {
    this.wait()
    this.#posted = true
    this.#forget()
    this.#settle(null)
  }

  /** The page is left: what is not kept yet is kept now. */
  leave(): void {
    if (this.#due !== 0) void this.#save()
  }

  /** Its person signs out: what is not on the server yet is sent, and nothing more is kept here. */
  signOut(): void {
    this.leave()
    this.#off = true
  }

  /** Whichever is newer stands in the form; where both are, somebody chooses. */
  #meet(known: Kept): void {
    const [now, own] = [this.#typed(), draftOf(this.#form)]
    const before = this.#remembered()
    const isUntouched = own === null || (own.fields['body'] ?? '').trim() === '' || textOf(own.fields) === before.text
    if (isSame(now, known.fields)) this.#take(known)
    else if (this.#form.querySelector('[data-refused]')) this.#revision = known.revision
    else if ((now['revision'] ?? '') !== (known.fields['revision'] ?? '')) this.#conflict(known)
    else if (isUntouched) {
      this.#show(known.fields)
      this.#take(known)
    } else if (before.revision === known.revision) {
      this.#revision = known.revision
      this.typed()
    } else {
      this.#conflict(known)
    }
  }

  // What the server had and has no more was posted or dropped elsewhere.
  #meetNone(): void {
    const own = draftOf(this.#form)
    if (own && textOf(own.fields) === this.#remembered().text && !this.#form.querySelector('[data-refused]')) {
      this.#form.reset()
      dropDraft(this.#form)
      this.#say('')
    }
    this.#forget()
  }

  async #save(): Promise<void> {
    clearTimeout(this.#due)
    this.#due = 0
    if (this.#saving || this.#off || this.#other) {
      if (this.#saving) this.typed()
      return
    }
    const fields = this.#typed()
    if (textOf(fields) === this.#kept) return
    this.#saving = true
    const answer = await sent(this.#place, (fields['body'] ?? '').trim() === '' && (fields['title'] ?? '').trim() === '' ? null : { fields, revision: this.#revision })
    this.#saving = false
    if (this.#off) return
    if (this.#posted) {
      // It came after the text was posted, and would bring it back.
      if (answer.status === 200) void sent(this.#place, null)
    } else if (answer.status === 204) this.#forget()
    else if (answer.status === 200 && answer.kept) this.#take(answer.kept)
    else if (answer.status === 412 && answer.kept) this.#conflict(answer.kept)
    else this.#failed(answer.status)
  }

  // Signed out, or the place is gone: it is kept here. What passes is tried again with the next letter.
  #failed(status: number): void {
    if ([401, 403, 404].includes(status)) this.#off = true
    this.#say(here)
  }

  #conflict(other: Kept): void {
    this.#other = other
    this.#say(here)
    this.#settle(made('p', 'other-text', t('This text was changed on another device {0}. ', whenOf(other.at)),
      button(t('Show that one'), () => { this.#choose(other, true) }), ' ', button(t('Keep this one'), () => { this.#choose(other, false) })))
  }

  #choose(other: Kept, shows: boolean): void {
    const mine = this.#typed()
    this.#other = null
    this.#take(other)
    if (shows) this.#show(other.fields)
    else void this.#save()
    this.#offer(shows ? mine : other.fields)
    one('textarea', HTMLTextAreaElement, this.#form)?.focus()
  }

  // The text that was not chosen stays to be had, and each can be shown in turn.
  #offer(aside: Fields): void {
    this.#settle(made('p', 'other-text', t('The other text is kept until you leave this page. '), button(t('Show it'), () => {
      const now = this.#typed()
      this.#show(aside)
      this.#offer(now)
      this.typed()
    })))
  }

  #settle(line: HTMLElement | null): void {
    this.#line?.remove()
    this.#line = line
    line?.setAttribute('role', 'status')
    if (line) this.#form.querySelector('.composer')?.after(line)
  }

  #show(fields: Fields): void {
    fill(this.#form, fields)
    keepDraft(this.#form)
  }

  /** The server has this now. */
  #take({ fields, revision, at }: Kept): void {
    this.#revision = revision
    this.#kept = textOf(fields)
    this.#drafts.set(this.#place, { place: this.#place, fields, revision, at })
    // The browser's own draft has the revision of an edited post in its name.
    const typed = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'revision'))
    stored(storage => { storage.setItem(this.#key, JSON.stringify({ revision, text: textOf(typed) })) })
    this.#say(everywhere)
  }

  #forget(): void {
    this.#revision = 0
    this.#kept = ''
    this.#drafts.delete(this.#place)
    stored(storage => { storage.removeItem(this.#key) })
  }

  #remembered(): { revision: number; text: string } {
    try {
      const told = record(JSON.parse(stored(storage => storage.getItem(this.#key)) ?? 'null'))
      return { revision: Number(told?.['revision']), text: String(told?.['text']) }
    } catch {
      return { revision: 0, text: '' }
    }
  }

  /** What the form holds; of an edit with the revision of the post that is edited. */
  #typed(): Fields {
    const [, , revision] = (this.#form.dataset['draft'] ?? '').split(':')
    return { ...typedIn(this.#form), ...(revision === undefined ? {} : { revision }) }
  }

  #say(text: string): void {
    const saved = one('[data-saved]', HTMLElement, this.#form)
    if (saved && saved.textContent !== text) saved.textContent = text
  }
}

/** Keeps a text at its place, or drops it there (null). Also where the page goes meanwhile. Status 0: nobody was reached. */
async function sent(place: string, body: { fields: Fields; revision: number } | null): Promise<{ status: number; kept: Kept | null }> {
  try {
    const given = body === null ? { method: 'DELETE' } : { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    // A browser sends at most 64 KiB behind a page that goes.
    const response = await fetch(`/api/v1/drafts/${encodeURIComponent(place)}`, { ...given, keepalive: (given.body?.length ?? 0) < 20_000 })
    const told: unknown = response.status === 204 ? null : await response.json()
    return { status: response.status, kept: keptOf(response.status === 412 ? record(told)?.['current'] : told) }
  } catch {
    return { status: 0, kept: null }
  }
}

function isSame(one: Fields, other: Fields): boolean {
  return textOf(one) === textOf(other)
}

// In one order of the fields, whoever wrote them down.
function textOf(fields: Fields): string {
  return JSON.stringify(Object.entries(fields).filter(([, text]) => text !== '').sort(([one], [other]) => (one < other ? -1 : 1)))
}

function whenOf(at: Date): string {
  const time = at.toLocaleTimeString(language.locale, { hour: '2-digit', minute: '2-digit' })
  return at.toDateString() === new Date().toDateString() ? t('at {0}', time) : t('on {0} at {1}', at.toLocaleDateString(language.locale, { day: 'numeric', month: 'long' }), time)
}

function button(label: string, does: () => void): HTMLButtonElement {
  return Object.assign(made('button', '', label), { type: 'button', onclick: does })
}
