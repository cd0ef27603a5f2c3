import type { CurrentList, CurrentPaper, CurrentTopic, Entry, ListDiff, Ref } from './current'
import type { Site } from './merge'
import { moved } from './order'
import type { Paper, Topic } from './types'

/** Gathers what a comparison finds. */
export interface Work extends ListDiff {
  current: CurrentList
  from: From
  papers: Map<Paper, CurrentPaper>
  topics: Map<Topic, CurrentTopic>
  /** The topic in which each paper of the site stands, and the topic in which each topic stands. */
  homes: Map<CurrentPaper, CurrentTopic>
  parents: Map<CurrentTopic, CurrentTopic | null>
  names: number
}

/** Where a list comes from: a file, beside which the site may have changed, or the site itself, where its author edits it as a text. */
export type From = { file: boolean } & Site

export const aFile: From = { file: true, base: '', answers: new Map() }

/** Whether things stand in the order that is wanted. */
export function isSame(before: number[], order: Ref[]): boolean {
  return before.length === order.length && order.every((ref, at) => 'id' in ref && ref.id === before[at])
}

/** Things that changed their place among those that were there before are named once each, the fewest that explain the new order. */
export function noteMoves(work: Work, before: number[], order: Ref[], entryOf: (id: number) => Entry): void {
  const there = new Set(before)
  const after = order.flatMap(ref => ('id' in ref && there.has(ref.id) ? [ref.id] : []))
  for (const id of moved(before, after)) {
    const entry = entryOf(id)
    if (work.changed.some(other => other.kind === entry.kind && other.title === entry.title && other.paper === entry.paper)) continue
    work.changed.push(entry)
    work.unchanged -= 1
  }
}

/** A name by which later operations mean what one adds. */
export function nameFor(work: Work, kind: string): string {
  work.names += 1
  return `${kind} ${work.names}`
}
