/** Single keys for reading. Off while somebody types, and where the reader has switched them off. */
import { all, isTyping, one } from './dom'
import { keysAreOff } from './key-choice'
import { mark } from './permalinks'
import { quotedPassage } from './quoting'
import { startScript } from './scripts'
import { write } from './composer'

let afterG = false
/** What is typed while what a key opens is on its way; null where nothing is. */
let typed: string | null = null

export function startKeys(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element && event.target.closest('[data-opens]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    opens(link)
  })
  document.addEventListener('keydown', event => {
    const chord = event.ctrlKey || event.metaKey
    if (typed !== null && !chord && !isTyping(event.target) && collected(event.key)) { event.preventDefault(); return }
    if (isTyping(event.target) || event.altKey || document.querySelector('dialog[open]') || (chord ? event.key !== 'k' : keysAreOff())) return
    const key = chord ? '/' : afterG ? `g ${event.key}` : event.key
    afterG = event.key === 'g'
    if (doings[key]?.()) event.preventDefault()
  })
}

// Each answers whether there was something to do.
const doings: Record<string, (() => boolean) | undefined> = {
  '/': () => { const field = one('main input[type=search]', HTMLElement); return field ? (field.focus(), true) : opens(one('nav [data-opens]', HTMLElement)) },
  'g h': () => { location.assign('/'); return true },
  'j': () => step(1),
  'k': () => step(-1),
  'u': () => press('.vote button'),
  'c': () => press('a[data-comment]'),
  'y': () => press('a[data-copy]'),
  'r': answer,
  '?': () => opens(one('footer [data-opens]', HTMLElement)),
}

function posts(): HTMLElement[] {
  return all('[data-thread] .post.question, [data-thread] .post.answer', HTMLElement)
}

function current(): HTMLElement | null {
  const focused = document.activeElement?.closest('[data-thread] .post')
  return focused instanceof HTMLElement ? focused : one('[data-thread] .is-target', HTMLElement)
}

function step(by: number): boolean {
  const every = posts()
  const here = current()?.closest('.answer, .question')
  const next = every[Math.min(every.length - 1, Math.max(0, (here ? every.findIndex(post => post === here) : 0) + by))]
  if (next) mark(Number(next.dataset['post']))
  return next !== undefined
}

function press(selector: string): boolean {
  const post = current() ?? posts()[0]
  const control = post && one(`:scope > .tools ${selector}`, HTMLElement, post)
  control?.click()
  return control !== null && control !== undefined
}

function answer(): boolean {
  const text = one('form[data-composer="answer"] textarea', HTMLTextAreaElement)
  if (!text) return false
  const quoted = quotedPassage()
  if (quoted === '') text.focus()
  else {
    const value = `${text.value === '' ? '' : `${text.value.trimEnd()}\n\n`}${quoted.split('\n').map(line => `> ${line}`).join('\n')}\n\n`
    write(text, value, value.length, value.length)
  }
  text.scrollIntoView({ block: 'center' })
  return true
}

// What cannot be had as a script has a page.
function opens(link: Element | null): boolean {
  if (link instanceof HTMLAnchorElement) {
    typed ??= ''
    void startScript(link.dataset['opens'] ?? '', null).then(shown => { if (shown) handOver(); else location.assign(link.href) })
  }
  return link !== null
}

// Enter is kept as the line break that ends what is typed.
function collected(key: string): boolean {
  const before = typed ?? ''
  if (key === 'Backspace') typed = before.slice(0, -1)
  else if (key === 'Enter') typed = `${before}\n`
  else if (key.length === 1) typed = before + key
  else return false
  return true
}

function handOver(): void {
  const field = document.activeElement
  const text = typed
  typed = null
  if (!text?.trim() || !(field instanceof HTMLInputElement) || !isTyping(field)) return
  // A field of one line leaves out the break.
  field.value = text
  field.dispatchEvent(new Event('input'))
  if (text.includes('\n')) field.form?.requestSubmit()
}
