import type { Block } from './blocks'
import type { Kind } from './kinds'
import type { Head, Note, Paper, Problem, Topic } from './types'

/** How far the reading of a file has come. */
export interface Walk {
  blocks: Block[]
  kinds: Kind[]
  head: Head
  /** Blocks that stand before the first topic. */
  intro: Block[]
  topics: Topic[]
  problems: Problem[]
  /** The topics that are open, the innermost last, with their heading's level. */
  open: { topic: Topic; level: number }[]
  /** A paper that is a heading or a paragraph of its own: what follows is about it. */
  paper: { paper: Paper; level: number } | null
  /** A part of such a paper under a heading of its own. */
  part: { notes: Note[]; level: number; asks: 'all' | 'marked' | 'if asking' } | null
  /** The paper last read: questions under a heading further down are about it. */
  last: Paper | null
  noteFile: boolean
}

/** Bare lines and items as topics stand below headings of every level. */
export const bareLevel = 7
export const itemLevel = 8
const deepestTopic = 6

export interface Opening { level: number; line: number; why?: string }

/** Begins a topic within those of a higher level that are open. */
export function openTopic(state: Walk, title: string | null, { level, line, why }: Opening): void {
  closeTopics(state, level)
  state.paper = null
  const topic: Topic = { title: title?.trim() === '' ? null : (title?.trim() ?? null), line, notes: [], papers: [], topics: [] }
  if (why !== undefined) state.problems.push({ line, text: why })
  const outer = state.open.slice(0, deepestTopic - 1).at(-1)?.topic
  if (outer === undefined || title === null && level === bareLevel) state.topics.push(topic)
  else outer.topics.push(topic)
  state.open.push({ topic, level })
}

/** Ends all topics of a level and those within them. */
export function closeTopics(state: Walk, level: number): void {
  while ((state.open.at(-1)?.level ?? 0) >= level) state.open.pop()
}

/** The innermost open topic; papers that stand before any heading have one without a title. */
export function topicFor(state: Walk, line: number): Topic {
  const open = state.open.at(-1)
  if (open !== undefined) return open.topic
  const topic: Topic = { title: null, line, notes: [], papers: [], topics: [] }
  state.topics.push(topic)
  state.open.push({ topic, level: bareLevel })
  return topic
}
