/** The stream of what happens in one thread. It ends while nobody looks, comes back by itself, and is silent where there is none. */
import { record, textOf } from './asking'
import { stored } from './storage'

export type Told = { kind: string; post: number | null }
/** `missed`: something may have happened that was not heard. */
type Ears = { heard: (event: Told) => void; missed: () => void }

const hiddenMs = 3 * 60_000
const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000
const triesAtOnce = 3

/** Listens to a question's stream while the page is looked at, and some minutes longer. */
export function listen(question: number, ears: Ears): void {
  let source: EventSource | null = null
  let failures = 0
  let leaving = 0
  let coming = 0

  const close = () => {
    source?.close()
    source = null
  }
  const open = () => {
    clearTimeout(coming)
    clearTimeout(leaving)
    if (source || document.hidden || !navigator.onLine) return
    const mine = new EventSource(`/live?question=${question}`)
    source = mine
    let isNew = true
    mine.onopen = () => {
      failures = 0
      // What comes back by itself says what it heard last, and is told the rest.
      if (isNew) ears.missed()
      isNew = false
    }
    mine.onmessage = event => { hear(event.data, ears) }
    mine.addEventListener('reload', ears.missed)
    mine.onerror = () => {
      failures += 1
      if (mine.readyState === EventSource.CLOSED || failures > triesAtOnce) pause()
    }
    // A browser has few connections to one site: other pages of it that nobody looks at give theirs back.
    stored(storage => storage.setItem('listening', String(Math.random())))
  }
  // Refused or away: tried again at ever longer times, each page at its own.
  const pause = () => {
    close()
    clearTimeout(coming)
    coming = window.setTimeout(open, Math.min(longestPauseMs, firstPauseMs * 2 ** failures) * (0.5 + Math.random()))
  }

  addEventListener('storage', event => { if (event.key === 'listening' && document.hidden) close() })
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) leaving = window.setTimeout(close, hiddenMs)
    else open()
  })
  addEventListener('pagehide', close)
  addEventListener('pageshow', event => { if (event.persisted) open() })
  addEventListener('offline', close)
  addEventListener('online', open)
  open()
}

function hear(data: unknown, ears: Ears): void {
  try {
    const told = record(JSON.parse(textOf(data)))
    if (told) ears.heard({ kind: textOf(told['kind']), post: typeof told['post'] === 'number' ? told['post'] : null })
  } catch {
    ears.missed()
  }
}
