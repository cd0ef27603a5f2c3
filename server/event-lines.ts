/** Writes a line of the log for each event, whichever process caused it. */
import type { Event } from '@/forum/events'
import { follower } from './follower'
import { log } from './log'

/** Begins after what has happened so far: the lines of an earlier run are in its own log. */
export function startEventLines(): void {
  follower().follow(events => { for (const event of events) log[ownWork.has(event.kind) ? 'debug' : 'info'](lineOf(event)) })
}

/** What the site does of itself, to every post after an upgrade. */
const ownWork = new Set<Event['kind']>(['neighbours.changed', 'post.rendered'])

const idNames = ['actor', 'post', 'question', 'paper', 'topic', 'person', 'decision'] as const

function lineOf(event: Event): Record<string, unknown> {
  const ids = idNames.filter(name => event[name] !== null).map(name => [name, event[name]] as const)
  return { at: event.kind, event: event.id, ...Object.fromEntries(ids) }
}
