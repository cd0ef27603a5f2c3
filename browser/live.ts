/** Follows a thread while it is read: what is new is offered and never moves what one reads. Loaded on pages of threads alone. */
import { Arrivals } from './arrivals'
import { one } from './dom'
import type { Hands } from './hands'
import { listen } from './listening'
import type { Told } from './listening'
import { Looking } from './looking'
import { startReading } from './reading'

// Who only passes by needs no stream.
const patienceMs = 2_000

/** Begins to follow the thread of this page. */
export function start(hands: Hands): void {
  const thread = one('[data-thread]', HTMLElement)
  const question = Number(thread?.dataset['thread'])
  if (!thread || !question) return
  const arrivals = new Arrivals(thread)
  const reading = startReading(thread, question, hands, arrivals)
  const looking = new Looking({ thread, hands, arrivals, onShown: reading.take })
  setTimeout(() => {
    listen(question, { heard: event => { hear(event, looking) }, missed: () => { looking.soon() } })
  }, patienceMs)
}

function hear({ kind, post }: Told, looking: Looking): void {
  // Of the whole site's name and list a reader learns with the next page.
  if (/^(site|list|paper|topic|person)\./.test(kind)) return
  if (post !== null) looking.note(kind, post)
  looking.soon(kind === 'post.scored' ? 'later' : 'soon')
}
