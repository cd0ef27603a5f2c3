/** Notifications by key, and settings that are saved as they are changed. Everything it does is a form of the page. */
import { fieldOf, send } from './asking'
import { all, isTyping, one } from './dom'
import { keysAreOff } from './key-choice'
import { t } from '@/words'

startInbox()
startSaving()

function startInbox(): void {
  const inbox = one('[data-inbox]', HTMLElement)
  if (!inbox) return
  inbox.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-read]')) return
    event.preventDefault()
    void mark(form)
  })
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || keysAreOff() || document.querySelector('dialog[open]')) return
    if (!act(inbox, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }, true)
}

function act(inbox: HTMLElement, key: string): boolean {
  const lines = all('.inbox > li', HTMLElement, inbox)
  const at = lines.findIndex(line => line.contains(document.activeElement))
  const line = lines[at]
  if (key === 'j' || key === 'k') {
    const next = lines[at === -1 ? 0 : Math.min(lines.length - 1, Math.max(0, at + (key === 'j' ? 1 : -1)))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
    return next !== undefined
  }
  if (!line) return false
  if (key === 'o' || (key === 'Enter' && document.activeElement === line)) one('a', HTMLAnchorElement, line)?.click()
  else if (key === 'e') {
    const form = one('form[data-read]', HTMLFormElement, line)
    if (form) void mark(form)
  } else return false
  return true
}

/** Marks a line as the server then has it: read or not. */
async function mark(form: HTMLFormElement): Promise<void> {
  const button = one('button', HTMLButtonElement, form)
  const line = form.closest('li')
  if (!button || !line || button.disabled) return
  const read = button.value === '1'
  button.disabled = true
  const fields = new FormData(form)
  fields.set('read', read ? '1' : '0')
  const answer = await send(form.action, fields)
  button.disabled = false
  if (!answer.ok) {
    // The browser sends it, with what its button says.
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'read', value: read ? '1' : '0' }))
    form.submit()
    return
  }
  line.classList.toggle('unread', !read)
  line.querySelector('p > .vh')?.remove()
  button.value = read ? '0' : '1'
  button.textContent = read ? t('Mark as unread') : t('Mark as read')
  const n = fieldOf(fields, 'ids').split(',').length
  for (const place of all('[data-fill="unread"]', HTMLElement)) {
    const left = Math.max(0, Number(place.textContent) + (read ? -n : n))
    place.textContent = String(left)
    if (place.parentElement) place.parentElement.hidden = left === 0
  }
}

/** A form that saves itself: each change is sent at once, in the order of the changes, and the form says so. */
function startSaving(): void {
  for (const form of all('form[data-autosave]', HTMLFormElement)) {
    let sending: Promise<void> = Promise.resolve()
    form.addEventListener('change', event => {
      const { target } = event
      sending = sending.then(() => save(form, target))
    })
  }
}

async function save(form: HTMLFormElement, changed: EventTarget | null): Promise<void> {
  const place = one('[data-saved]', HTMLElement, form)
  if (place) place.textContent = t('Saving…')
  const answer = await send(form.action, changedOf(form, changed))
  if (place) place.textContent = answer.ok ? t('Saved.') : t('Not saved: {0}', answer.text)
}

// Where each field stands for itself, only what was changed is sent: the others may have been changed elsewhere since.
function changedOf(form: HTMLFormElement, changed: EventTarget | null): FormData {
  const fields = new FormData(form)
  if (form.dataset['autosave'] !== 'each' || !(changed instanceof HTMLInputElement || changed instanceof HTMLSelectElement)) return fields
  const own = new FormData()
  for (const [name, value] of fields) if (name === changed.name || name === `${changed.name}_shown`) own.append(name, value)
  return own
}
