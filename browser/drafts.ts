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
  const fields = Object.fromEntries(fieldsOf(form).map(field => [field.name, field.value]))
  return stored(storage => storage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields }))) !== null
}

/** Fills a form with what was kept for its place, unless the server has filled it. True where a text came back. */
export function restoreDraft(form: HTMLFormElement): boolean {
  const text = form.querySelector('textarea')
  const draft = draftAt(keyOf(form))
  const body = draft?.['body']
  if (!text || !draft || body === undefined || body === text.value || form.querySelector('[data-refused]') || (form.dataset['composer'] !== 'edit' && text.value !== '')) return false
  for (const field of fieldsOf(form)) if (field.name in draft) field.value = draft[field.name] ?? ''
  return true
}

export function dropDraft(form: HTMLFormElement): void {
  stored(storage => storage.removeItem(keyOf(form)))
}

/** Forgets drafts that nobody came back to. */
export function dropOldDrafts(): void {
  stored(storage => {
    for (const key of Object.keys(storage)) if (key.startsWith('draft:') && entryAt(storage, key).at < Date.now() - keptMs) storage.removeItem(key)
  })
}

function keyOf(form: HTMLFormElement): string {
  return `draft:${form.dataset['draft'] ?? ''}`
}

function draftAt(key: string): Record<string, string> | null {
  return stored(storage => entryAt(storage, key).fields)
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
