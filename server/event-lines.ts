/** Writes a line of the log for each event, whichever process caused it. */
import { eventsAfter, lastPosition } from '@/forum/events'
import type { Event } from '@/forum/events'
import { log } from './log'

const askAgainMs = 500
const batch = 200

let timer: NodeJS.Timeout | undefined
let reading: Promise<void> = Promise.resolve()

/** Begins after what has happened so far: the lines of an earlier run are in its own log. */
export async function startEventLines(): Promise<void> {
  let position = await lastPosition()
  const look = async (): Promise<void> => {
    try {
      for (;;) {
        const events = await eventsAfter(position, batch)
        for (const event of events) log.info(lineOf(event))
        position = events.at(-1)?.id ?? position
        if (events.length < batch) break
      }
    } catch (error) {
      // The database may be away for a moment; the same events are read again.
      log.warn({ at: 'events.unread', error })
    }
  }
  timer = setInterval(() => { reading = reading.then(look) }, askAgainMs)
  timer.unref()
}

/** Stops between two lines. */
export async function stopEventLines(): Promise<void> {
  clearInterval(timer)
  await reading
}

const idNames = ['actor', 'post', 'question', 'paper', 'topic', 'person', 'decision'] as const

function lineOf(event: Event): Record<string, unknown> {
  const ids = idNames.filter(name => event[name] !== null).map(name => [name, event[name]] as const)
  return { at: event.kind, event: event.id, ...Object.fromEntries(ids) }
}
