/** The search field that opens over any page, with what it finds while one types. Loaded when somebody asks for it. */
import { all, made } from './dom'
import { hitOption, linkOption, places } from './palette-options'
import { look } from './palette-search'
import type { Looked } from './palette-search'
import { stored } from './storage'
import { counted, t } from '@/words'

const waitMs = 150
const keptAs = 'search'

export function start(): void {
  if (document.querySelector('dialog.palette')) return
  new Palette().open()
}

class Palette {
  readonly #before = document.activeElement
  readonly #field = Object.assign(document.createElement('input'), { type: 'search', name: 'q', className: 'input', maxLength: 200, autocomplete: 'off', enterKeyHint: 'search', dir: 'auto', spellcheck: false })
  readonly #list = made('div', 'list')
  readonly #says = made('p', 'says')
  readonly #dialog: HTMLDialogElement
  #asked = new AbortController()
  #due = 0
  #looked: Looked | null = null

  constructor() {
    const shut = Object.assign(made('button', 'shut', t('Close')), { type: 'button' })
    const form = Object.assign(made('form', '', this.#field, shut), { action: '/search', method: 'get' })
    const hint = made('p', 'hint', made('span', '', made('kbd', '', '↑'), ' ', made('kbd', '', '↓'), ` ${t('choose')}`), made('span', '', made('kbd', '', 'Enter'), ` ${t('open')}`), made('span', '', made('kbd', '', 'Esc'), ` ${t('close')}`))
    this.#dialog = made('dialog', 'dialog palette', form, this.#says, this.#list, hint)
    form.setAttribute('role', 'search')
    named(this.#dialog, { 'aria-label': t('Search') })
    named(this.#says, { role: 'status' })
    named(this.#list, { 'id': 'palette-list', 'role': 'listbox', 'aria-label': t('Results') })
    named(this.#field, { 'role': 'combobox', 'aria-expanded': 'true', 'aria-controls': 'palette-list', 'aria-autocomplete': 'list', 'aria-label': t('Search papers, questions and answers') })
    shut.addEventListener('click', () => { this.#dialog.close() })
    form.addEventListener('submit', event => { this.#submit(event) })
    this.#field.addEventListener('input', () => { this.#typed() })
    this.#dialog.addEventListener('keydown', event => { this.#pressed(event) })
    // Whoever drags a selection out of the field does not mean to leave it.
    this.#dialog.addEventListener('pointerdown', event => { if (event.target === this.#dialog) this.#dialog.close() })
    // The page that is chosen may be this one.
    this.#list.addEventListener('click', event => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) setTimeout(() => { this.#dialog.close() }) })
    this.#dialog.addEventListener('close', () => { this.#closed() })
  }

  open(): void {
    document.body.append(this.#dialog)
    this.#field.value = stored(storage => storage.getItem(keptAs), () => sessionStorage) ?? ''
    this.#draw()
    this.#dialog.showModal()
    this.#field.focus()
    this.#field.select()
    if (this.#words() !== '') void this.#look()
  }

  #closed(): void {
    clearTimeout(this.#due)
    this.#asked.abort()
    this.#dialog.remove()
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus({ preventScroll: true })
  }

  #words(): string { return this.#field.value.trim() }

  #typed(): void {
    stored(storage => { storage.setItem(keptAs, this.#field.value) }, () => sessionStorage)
    clearTimeout(this.#due)
    // What is asked for now is no longer wanted.
    this.#asked.abort()
    if (this.#words() === '') this.#looked = null
    else this.#due = window.setTimeout(() => { void this.#look() }, waitMs)
    this.#draw()
  }

  async #look(): Promise<void> {
    this.#asked.abort()
    const asked = new AbortController()
    this.#asked = asked
    const looked = await look(this.#words(), asked.signal)
    if (asked.signal.aborted) return
    this.#looked = looked
    this.#draw()
  }

  #draw(): void {
    const words = this.#words()
    const chosen = this.#chosen()?.getAttribute('href')
    const looked = this.#looked
    const found = words === '' ? places() : [
      ...(looked?.hits ?? []).map(hitOption),
      ...(looked?.meant && !looked.instead ? [linkOption(t('Did you mean {0}?', looked.meant), resultsFor(looked.meant))] : []),
      linkOption(t('All results for “{0}”', words), resultsFor(words)),
    ]
    found.forEach((option, at) => { option.id = `palette-${at}` })
    this.#list.replaceChildren(...found)
    const told = words === '' || looked === null ? '' : saidOf(looked)
    if (this.#says.textContent !== told) this.#says.textContent = told
    this.#choose(found.find(option => option.getAttribute('href') === chosen) ?? null)
  }

  #options(): HTMLAnchorElement[] { return all('[role=option]', HTMLAnchorElement, this.#list) }
  #chosen(): HTMLAnchorElement | undefined { return this.#options().find(option => option.ariaSelected === 'true') }

  #choose(option: HTMLAnchorElement | null): void {
    for (const one of this.#options()) one.setAttribute('aria-selected', String(one === option))
    this.#field.setAttribute('aria-activedescendant', option?.id ?? '')
    option?.scrollIntoView({ block: 'nearest' })
  }

  #step(by: 1 | -1): void {
    const options = this.#options()
    const here = options.findIndex(option => option.ariaSelected === 'true')
    this.#choose(options[here === -1 && by === -1 ? options.length - 1 : (here + by + options.length) % options.length] ?? null)
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return
    const isChord = (event.ctrlKey || event.metaKey) && event.key === 'k'
    if (isChord || event.key === 'Escape') this.#dialog.close()
    else if (event.key === 'ArrowDown') this.#step(1)
    else if (event.key === 'ArrowUp') this.#step(-1)
    else return
    // A browser would empty the field on Escape, and move the caret on the arrows.
    event.preventDefault()
  }

  #submit(event: SubmitEvent): void {
    const chosen = this.#chosen()
    if (chosen || this.#words() === '') event.preventDefault()
    chosen?.click()
  }
}

function resultsFor(words: string): string {
  return `/search?${new URLSearchParams({ q: words }).toString()}`
}

function saidOf({ words, hits, total, more, meant, instead, fault, remark }: Looked): string {
  if (fault !== null) return fault
  if (hits.length === 0) return remark || t('Nothing for “{0}”', words)
  if (instead && meant !== null) return t('Nothing for “{0}”; these are for {1}.', words, meant)
  return more ? t('More than {0}', counted(total, 'result')) : counted(total, 'result')
}

function named(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}
