/** Single keys for reading. Off while somebody types, and where the reader has switched them off. */
import { all, isTyping, one } from './dom'
import { keysAreOff } from './key-choice'
import { mark } from './permalinks'
import { quotedPassage } from './quoting'
import { startScript } from './scripts'
import { write } from './composer'

let afterG = false

export function startKeys(): void {
  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-keys]') && help()) event.preventDefault()
  })
  document.addEventListener('keydown', event => {
    if (isTyping(event.target) || event.altKey || event.metaKey || document.querySelector('dialog[open]') || keysAreOff()) return
    if (event.ctrlKey ? event.key !== 'k' : false) return
    const key = afterG ? `g ${event.key}` : event.ctrlKey ? '/' : event.key
    afterG = event.key === 'g'
    if (doings[key]?.()) event.preventDefault()
  })
}

// Each answers whether there was something to do.
const doings: Record<string, (() => boolean) | undefined> = {
  '/': () => { const field = one('main input[type=search]', HTMLElement); if (field) field.focus(); else location.assign('/search'); return true },
  'g h': () => { location.assign('/'); return true },
  'j': () => step(1),
  'k': () => step(-1),
  'u': () => press('.vote button'),
  'c': () => press('a[data-comment]'),
  'y': () => press('a[data-copy]'),
  'r': answer,
  '?': help,
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

// Where the list cannot be had its page has it.
function help(): boolean {
  const link = one('a[data-keys]', HTMLAnchorElement)
  if (link) void startScript(link.dataset['keys'] ?? '', null).then(shown => { if (!shown) location.assign(link.href) })
  return link !== null
}
