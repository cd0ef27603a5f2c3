/** Half-written texts are kept in the browser, one for each place, from the first letter until they are posted. */
import { all } from './dom'
import { stored } from './storage'

const keptMs = 60 * 24 * 3_600_000
// What the page itself puts in, and what must not outlive the page.
const left = new Set(['form', 'show', 'question', 'parent', 'paper', 'post', 'revision', 'timing', 'as', 'plain', 'trap', 'secret'])

/** The fields of a form that a person fills. */
function fieldsOf(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
  return [...all('input', HTMLInputElement, form), ...all('textarea', HTMLTextAreaElement, form), ...all('select', HTMLSelectElement, form)].filter(field => field.name !== '' && !left.has(field.name))
}

/** Keeps what a form holds now. False where the browser keeps nothing. */
export function keepDraft(form: HTMLFormElement): boolean {
  const fields = typedIn(form)
  return stored(storage => storage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields }))) !== null
}

/** What stands in the fields that a person fills, by their names. */
export function typedIn(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(fieldsOf(form).map(field => [field.name, field.value]))
}

/** Fills those fields; what is not named stays. */
export function fill(form: HTMLFormElement, typed: Record<string, string>): void {
  for (const field of fieldsOf(form)) if (field.name in typed) field.value = typed[field.name] ?? ''
}

/** What this browser kept for the place of a form, and when (ms since 1970); null where there is nothing. */
export function draftOf(form: HTMLFormElement): { at: number; fields: Record<string, string> } | null {
  const entry = stored(storage => entryAt(storage, keyOf(form)))
  return entry && entry.at > 0 ? entry : null
}

/** Fills a form with what was kept for its place, unless the server has filled it. True where a text came back. */
export function restoreDraft(form: HTMLFormElement): boolean {
  const text = form.querySelector('textarea')
  const draft = draftOf(form)?.fields
  const body = draft?.['body']
  if (!text || !draft || body === undefined || body === text.value || form.querySelector('[data-refused]') || (form.dataset['composer'] !== 'edit' && text.value !== '')) return false
  fill(form, draft)
  return true
}

export function dropDraft(form: HTMLFormElement): void {
  stored(storage => storage.removeItem(keyOf(form)))
}

/** Forgets drafts that nobody came back to, and with them what was known of them on the server. */
export function dropOldDrafts(): void {
  stored(storage => {
    for (const key of Object.keys(storage)) if (/^draft:/.test(key) && entryAt(storage, key).at < Date.now() - keptMs) storage.removeItem(key)
    for (const key of Object.keys(storage)) if (/^kept:/.test(key) && storage.getItem(key.replace(/^kept:[^:]*:/, 'draft:')) === null) storage.removeItem(key)
  })
}

/** Whoever signs out leaves nothing for the next one at this device: their texts are on the server. */
export function startForgetting(): void {
  document.addEventListener('submit', event => {
    if (!leaves(event.target)) return
    stored(storage => { for (const key of Object.keys(storage)) if (/^(draft|kept):/.test(key)) storage.removeItem(key) })
  })
}

/** Whether a form signs out, here or everywhere. */
export function leaves(form: EventTarget | null): boolean {
  return form instanceof HTMLFormElement && /^\/forms\/signout/.test(form.getAttribute('action') ?? '')
}

/** Another tab posted or dropped its text of the same place: what stands in this one is kept again, unless it is the same. */
export function keepBesideOtherTabs(form: HTMLFormElement): void {
  addEventListener('storage', event => {
    const body = typedIn(form)['body'] ?? ''
    if (event.key !== keyOf(form) || event.newValue !== null || !form.isConnected || body.trim() === '' || body === form.querySelector('textarea')?.defaultValue) return
    if (event.oldValue === null || !event.oldValue.includes(JSON.stringify(body))) keepDraft(form)
  })
}

function keyOf(form: HTMLFormElement): string {
  return `draft:${form.dataset['draft'] ?? ''}`
}

function entryAt(storage: Storage, key: string): { at: number; fields: Record<string, string> } {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null')
    if (typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number' && 'fields' in value && typeof value.fields === 'object' && value.fields !== null) {
      return { at: value.at, fields: Object.fromEntries(Object.entries(value.fields).map(([name, text]) => [name, String(text)])) }
    }
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
  }
  return { at: 0, fields: {} }
}
