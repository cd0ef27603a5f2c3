/** Makes a form of writing comfortable: tabs, toolbar and keys, drafts, a counter, sending without leaving the page. */
import { fieldOf, send } from './asking'
import type { Told } from './asking'
import { all, made, one } from './dom'
import { dropDraft, keepBesideOtherTabs, keepDraft, restoreDraft } from './drafts'
import { marked } from './marks'
import type { Mark } from './marks'
import { quotedPassage } from './quoting'
import { counted, t } from '@/words'

const bodyMaxChars = 40_000
const counterFromChars = 36_000
const markOfKey: Record<string, Mark> = { b: 'bold', k: 'link', e: 'code', m: 'formula' }
const ready = new WeakSet<HTMLFormElement>()

/** What happens once a form was accepted: `told` is the server's answer. */
export type Accepted = (form: HTMLFormElement, told: Record<string, unknown>) => Promise<void> | void

/** Enhances the composers in a part of the page that are not enhanced yet. */
export function startComposers(root: ParentNode, accepted: Accepted): void {
  for (const form of all('form[data-composer]', HTMLFormElement, root)) {
    const text = one('textarea[name="body"]', HTMLTextAreaElement, form)
    if (ready.has(form) || !text) continue
    ready.add(form)
    for (const plain of all('input[name="plain"]', HTMLInputElement, form)) plain.remove()
    startTabs(form, text)
    startMarks(form, text)
    startDraft(form, text)
    form.addEventListener('submit', event => {
      event.preventDefault()
      void post(form, event.submitter, accepted)
    })
  }
}

function startTabs(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  for (const group of all('[role=tablist], [role=toolbar]', HTMLElement, form)) arrowsWithin(group)
  for (const tab of all('[data-tab]', HTMLButtonElement, form)) tab.addEventListener('click', () => { showTab(form, text, tab) })
}

// A list of tabs and a toolbar are one stop each; arrows move within.
function arrowsWithin(group: HTMLElement): void {
  const buttons = all('button', HTMLButtonElement, group)
  group.addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const at = buttons.findIndex(button => button === document.activeElement)
    const next = step === undefined || at < 0 ? undefined : buttons[(at + step + buttons.length) % buttons.length]
    if (!next) return
    event.preventDefault()
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  })
}

function showTab(form: HTMLFormElement, text: HTMLTextAreaElement, tab: HTMLButtonElement): void {
  for (const other of all('[data-tab]', HTMLButtonElement, form)) {
    other.setAttribute('aria-selected', String(other === tab))
    other.tabIndex = other === tab ? 0 : -1
  }
  const height = text.offsetHeight
  const preview = tab.dataset['tab'] === 'preview'
  form.querySelector('.preview')?.remove()
  form.querySelector('.previewed')?.remove()
  text.hidden = preview
  if (preview) void showPreview(form, text, height)
  else text.focus()
}

async function showPreview(form: HTMLFormElement, text: HTMLTextAreaElement, height: number): Promise<void> {
  const view = made('div', 'preview prose')
  view.style.minHeight = `${height}px`
  view.tabIndex = 0
  view.setAttribute('role', 'region')
  view.setAttribute('aria-label', t('Preview'))
  view.setAttribute('aria-live', 'polite')
  text.after(view)
  if (text.value.trim() === '') {
    view.textContent = t('Nothing to show yet.')
    return
  }
  const answer = await send('/forms/preview', new FormData(form))
  // The server's own rendering, exactly what the post will show.
  if (answer.ok) view.innerHTML = String(answer.told['html'])
  else view.textContent = answer.text
}

function startMarks(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  for (const tool of all('[data-mark]', HTMLButtonElement, form)) {
    // The press must not take the selection away, neither in the text nor on the page.
    tool.addEventListener('mousedown', event => { event.preventDefault() })
    tool.addEventListener('click', () => { setMark(text, tool.dataset['mark']) })
  }
  text.addEventListener('keydown', event => {
    if (event.key === 'Escape') leave(form, text)
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const mark = markOfKey[event.key]
    if (event.key === 'Enter') form.requestSubmit(one('[data-send]', HTMLButtonElement, form))
    else if (mark) setMark(text, mark)
    else return
    event.preventDefault()
  })
}

function setMark(text: HTMLTextAreaElement, name: string | undefined): void {
  const mark = (['bold', 'link', 'quote', 'code', 'formula', 'list'] as const).find(known => known === name)
  if (!mark || text.hidden) return
  const next = marked({ text: text.value, from: text.selectionStart, to: text.selectionEnd }, mark, mark === 'quote' ? quotedPassage() : '')
  write(text, next.text, next.from, next.to)
}

/** Puts a text in, so that drafts and counters hear of it. */
export function write(text: HTMLTextAreaElement, value: string, from: number, to: number): void {
  text.focus()
  text.value = value
  text.setSelectionRange(from, to)
  text.dispatchEvent(new Event('input', { bubbles: true }))
}

function startDraft(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const saved = one('[data-saved]', HTMLElement, form)
  const count = () => { showCount(form, text.value.length) }
  if (restoreDraft(form) && saved) saved.textContent = t('Draft kept on this device')
  count()
  keepBesideOtherTabs(form)
  form.addEventListener('input', () => {
    const kept = keepDraft(form)
    if (saved && saved.textContent === '' && kept) saved.textContent = t('Draft kept on this device')
    count()
  })
}

function showCount(form: HTMLFormElement, chars: number): void {
  const counter = one('[data-counter]', HTMLElement, form)
  if (!counter) return
  const over = chars > bodyMaxChars
  const left = counted(Math.abs(bodyMaxChars - chars), 'character')
  counter.textContent = chars < counterFromChars ? '' : over ? t('{0} too many', left) : t('{0} left', left)
  counter.classList.toggle('is-over', over)
}

// A box that was opened in place is closed, its text kept; the others give the keys back to the page.
function leave(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  text.blur()
  form.dispatchEvent(new CustomEvent('leave', { bubbles: true }))
}

async function post(form: HTMLFormElement, submitter: HTMLElement | null, accepted: Accepted): Promise<void> {
  const button = submitter instanceof HTMLButtonElement ? submitter : one('[data-send]', HTMLButtonElement, form)
  if (!button || form.getAttribute('aria-busy') === 'true') return
  const [label, data] = [button.textContent, new FormData(form, button)]
  keepDraft(form)
  form.setAttribute('aria-busy', 'true')
  button.textContent = form.dataset['composer'] === 'edit' ? t('Saving …') : t('Posting …')
  clearFaults(form)
  await addWork(form, data)
  const answer = await send(button.hasAttribute('formaction') ? button.formAction : form.action, data)
  form.removeAttribute('aria-busy')
  button.textContent = label
  if (answer.ok) {
    dropDraft(form)
    form.dispatchEvent(new Event('posted', { bubbles: true }))
    await accepted(form, answer.told)
  } else if (answer.told['current']) form.submit()
  else showFaults(form, answer)
}

// Where the author wants it, a guest's browser calculates for about a second. Whatever goes wrong there, the post is sent.
async function addWork(form: HTMLFormElement, data: FormData): Promise<void> {
  const [bits, script] = (form.dataset['work'] ?? '').split(' ')
  if (!script) return
  try {
    const worker: unknown = await import(script)
    if (isWorker(worker)) data.set('work', await worker.work(fieldOf(data, 'timing'), Number(bits)))
  } catch {
    // Not to be had, or the browser cannot: the post is marked, and read all the same.
  }
}

function isWorker(module: unknown): module is { work: (token: string, bits: number) => Promise<string> } {
  return typeof module === 'object' && module !== null && 'work' in module && typeof module.work === 'function'
}

function clearFaults(form: HTMLFormElement): void {
  form.querySelector('.refused')?.remove()
  for (const line of all('.error', HTMLElement, form)) line.remove()
  for (const field of all('[aria-invalid]', HTMLElement, form)) field.removeAttribute('aria-invalid')
}

function showFaults(form: HTMLFormElement, answer: Extract<Told, { ok: false }>): void {
  const notice = made('div', 'notice danger', made('p', '', made('b', '', form.dataset['composer'] === 'edit' ? t('Not saved.') : t('Not posted.')), ` ${whatIsKept(answer)}`))
  notice.setAttribute('role', 'alert')
  if (answer.code === 'signed-out' || answer.code === 'sign-in') {
    notice.firstElementChild?.append(' ', Object.assign(document.createElement('a'), { href: `/signin?next=${encodeURIComponent(location.pathname)}`, textContent: t('Sign in') }))
  }
  form.prepend(made('div', 'refused', notice))
  const wrong = answer.fields.flatMap(fault => {
    const field = form.elements.namedItem(fault.field.replace('.', '_'))
    return field instanceof HTMLElement && 'name' in field ? [markFault(field, fault.text)] : []
  })
  const first = wrong[0] ?? one('textarea', HTMLElement, form)
  first?.focus()
}

// Where the server itself did not say it.
function whatIsKept({ code, text }: Extract<Told, { ok: false }>): string {
  return code === 'offline' ? `${text} ${t('Your text is kept on this device.')}` : code === 'broken' ? `${text} ${t('Your text is kept.')}` : text
}

function markFault(field: HTMLElement, text: string): HTMLElement {
  const line = made('p', 'error', text)
  line.id = `${field.id}-error`
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', line.id)
  const frame = field.closest('.field')
  frame?.append(line)
  return field
}
