/** What a public page depends on, named by the readers while it is rendered, and what an event makes stale.
 *
 *  Names: `site` (name, legend, head of the list), `list` (which papers and topics, in which order), `posts` (newest posts and
 *  open questions anywhere), `paper:ID` (its title, notes, marks), `questions:PAPER` (its questions, their counts and scores),
 *  `mentioned:PAPER` (what mentions it),
 *  `headings:PAPER` (which questions it has, under which headings), `headings` (which questions can be read, anywhere), `topic:ID`, `thread:QUESTION` (everything in a thread),
 *  `line:QUESTION` (what a line says of it: heading, status, how many answers), `near-question:ID` and `near-paper:ID` (which others are near),
 *  `person:ID` (name, handle, role), `writer:ID` (what a person wrote). */
import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from '@/config/process'
import type { Event, EventKind } from './events'

type NamedKind = 'paper' | 'questions' | 'mentioned' | 'headings' | 'topic' | 'thread' | 'line' | 'near-question' | 'near-paper' | 'person' | 'writer'

/** `passing` is dropped by nothing: a page that names it came out poorer than it might, and is not kept at all. */
export type Dependency = 'site' | 'list' | 'posts' | 'headings' | 'passing' | `${NamedKind}:${number}`

// The pages' bundle names them and the server's bundle gathers them: both need the same one.
const gathering = () => processWide('dependencies', () => new AsyncLocalStorage<Set<Dependency>>())

/** Says what the page that is being rendered shows. Outside a rendering nothing happens. */
export function dependsOn(...names: readonly Dependency[]): void {
  const set = gathering().getStore()
  if (set) for (const name of names) set.add(name)
}

/** The same for the people of rows, where a row has one. */
export function dependsOnPerson(...ids: readonly (number | null)[]): void {
  const set = gathering().getStore()
  if (set) for (const id of ids) if (id !== null) set.add(`person:${id}`)
}

/** Runs `work` and gathers what it depends on into `names`. */
export function gather<T>(names: Set<Dependency>, work: () => T): T {
  return gathering().run(names, work)
}

/** What an event makes stale; `all` where it cannot be told more precisely. */
export function madeStale(event: Pick<Event, 'kind' | 'post' | 'question' | 'paper' | 'topic' | 'person'>): readonly Dependency[] | 'all' {
  const effect = Object.hasOwn(effects, event.kind) ? effects[event.kind] : 'all'
  switch (effect) {
    case 'nothing': return []
    case 'list': return ['list', ...named('paper', event.paper), ...named('topic', event.topic)]
    case 'person': return named('person', event.person)
    case 'neighbours': return event.question === null ? named('near-paper', event.paper) : named('near-question', event.question)
    case 'thread': return [...threadNames(event, event.post === event.question), ...named('line', event.question)]
    // The page of what is mentioned, not of what mentions it.
    case 'mention': return [...named('thread', event.question), ...named('mentioned', event.paper)]
    // Votes, status and lock change what lists say of a question, never its heading.
    case 'marks': return threadNames(event, false)
    case 'status': return [...threadNames(event, false), ...named('line', event.question)]
    default: return 'all'
  }
}

type Effect = 'nothing' | 'list' | 'person' | 'neighbours' | 'thread' | 'marks' | 'status' | 'mention' | 'all'

const effects: Record<string, Effect> = {
  'paper.added': 'list', 'paper.changed': 'list', 'paper.removed': 'list', 'topic.changed': 'list', 'list.applied': 'list', 'site.changed': 'all', 'site.seeded': 'all',
  'question.asked': 'thread', 'answer.posted': 'thread', 'comment.posted': 'thread',
  'question.held': 'nothing', 'answer.held': 'nothing', 'comment.held': 'nothing', 'post.held-edited': 'nothing',
  'post.approved': 'thread', 'post.rejected': 'thread', 'post.hidden': 'thread', 'post.restored': 'thread',
  'post.edited': 'thread', 'post.deleted': 'thread', 'post.undeleted': 'thread', 'post.withdrawn': 'thread', 'post.returned': 'thread', 'post.claimed': 'thread', 'post.rendered': 'thread', 'post.mentioned': 'mention',
  'post.scored': 'marks', 'answer.endorsed': 'marks', 'answer.unendorsed': 'marks', 'question.status': 'status', 'question.expertise': 'marks', 'thread.locked': 'marks', 'thread.unlocked': 'marks', 'question.repeated': 'marks', 'thread.paced': 'marks', 'thread.summarised': 'marks',
  // What is moved shows in two threads and with every writer under it: rare enough to make all pages anew.
  'post.moved': 'all', 'question.merged': 'all', 'question.parted': 'all', 'thread.split': 'all',
  'post.flagged': 'nothing', 'flags.settled': 'nothing', 'post.proposed': 'nothing', 'appeal.made': 'nothing', 'appeal.settled': 'nothing', 'person.noted': 'nothing',
  'neighbours.changed': 'neighbours',
  'person.joined': 'person', 'person.changed': 'person', 'person.closed': 'person', 'person.suspended': 'nothing', 'person.unsuspended': 'nothing',
} satisfies Record<EventKind, Effect>

function threadNames(event: Pick<Event, 'question' | 'paper' | 'person'>, heading: boolean): Dependency[] {
  return [
    'posts', ...named('thread', event.question), ...named('questions', event.paper), ...named('writer', event.person),
    ...(heading ? ['headings' as const, ...named('headings', event.paper)] : []),
  ]
}

function named(kind: NamedKind, id: number | null): Dependency[] {
  return id === null ? [] : [`${kind}:${id}`]
}

/** Events that only add to a page: while a new one is being made, an older page may stand in for it where nothing better can be
 *  had. After all others (hidden, edited, deleted …) the older page must not be seen again. */
export function onlyAdds(kind: string): boolean {
  return kind === 'question.asked' || kind === 'answer.posted' || kind === 'comment.posted' || kind === 'post.scored' || kind === 'answer.endorsed' || kind === 'paper.added'
}
