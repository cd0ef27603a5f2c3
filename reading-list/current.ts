import type { Head, Note, Paper, Question, Topic } from './types'

/** The list as the site has it: the same tree, each thing with its id. */
export interface CurrentList {
  head: Head
  topics: CurrentTopic[]
  /** Papers that left the list and stay because others wrote under them; they may come back. */
  offList: CurrentPaper[]
}

export interface CurrentTopic extends Pick<Topic, 'title'> {
  id: number
  notes: CurrentNote[]
  papers: CurrentPaper[]
  topics: CurrentTopic[]
}

export interface CurrentPaper extends Omit<Paper, 'line' | 'notes' | 'questions'> {
  /** What the file said of it, where the site says something else since; and what it says now, where both have changed. */
  remembered?: string | null
  fromFile?: string | null
  id: number
  slug: string
  onList: boolean
  /** Others wrote something under it. */
  repliedByOthers: boolean
  notes: CurrentNote[]
  questions: CurrentQuestion[]
}

export interface CurrentNote extends Pick<Note, 'text' | 'source'> {
  id: number
  notes: CurrentNote[]
}

export interface CurrentQuestion extends Pick<Question, 'title' | 'body'> {
  id: number
  number: number
  onList: boolean
  repliedByOthers: boolean
}

/** What the list says of a paper beside its notes and questions. */
export type PaperFields = Omit<Paper, 'line' | 'notes' | 'questions'>

/** A thing of the site, or one that an operation before this one adds. */
export type Ref = { id: number } | { added: string }

/**
 * One step from the current list to the next, parents before children. `added` is the name by which later steps mean what a step
 * adds. Whatever is changed, moved or put in order stands on the list again, where it had left it.
 */
export type Operation =
  | { kind: 'changeHead'; head: Head; fields: (keyof Head)[] }
  | { kind: 'addTopic'; added: string; parent: Ref | null; title: string | null }
  | { kind: 'changeTopic'; id: number; parent: Ref | null; title: string | null }
  | { kind: 'removeTopic'; id: number }
  | { kind: 'addPaper'; added: string; topic: Ref; paper: PaperFields }
  | { kind: 'changePaper'; id: number; paper: PaperFields; fields: (keyof PaperFields)[] }
  | { kind: 'movePaper'; id: number; topic: Ref }
  | { kind: 'removePaper'; id: number; keep: boolean }
  | { kind: 'addNote'; added: string; of: Owner; parent: Ref | null; text: string; source?: number | null }
  | { kind: 'changeNote'; id: number; text: string; source?: number | null }
  | { kind: 'removeNote'; id: number }
  | { kind: 'rememberFile'; paper: number; remembered: string | null; fromFile: string | null }
  | { kind: 'addQuestion'; added: string; paper: Ref; number: number; title: string | null; body: string }
  | { kind: 'changeQuestion'; id: number; title: string | null; body: string }
  | { kind: 'removeQuestion'; id: number; keep: boolean }
  | { kind: 'orderTopics'; parent: Ref | null; order: Ref[] }
  | { kind: 'orderPapers'; topic: Ref; order: Ref[] }
  | { kind: 'orderNotes'; of: Owner; parent: Ref | null; order: Ref[] }

/** Whose notes: a paper's or a topic's. */
export type Owner = { paper: Ref } | { topic: Ref }

export interface Entry {
  kind: 'topic' | 'paper' | 'note' | 'question'
  /** The title of its paper. */
  paper?: string
  title: string
  /** Of what stays though it left the list: its notes or rating were changed on the site. */
  edited?: true
}

/** A paper whose rating or notes were changed on the site and in the file: the site's stay, the file's wait for a choice. */
export interface Conflict {
  paper: string
  slug: string
}

export interface ListDiff {
  operations: Operation[]
  added: Entry[]
  changed: Entry[]
  removed: Entry[]
  /** Those of the removed that stay, marked as no longer on the list, for what others wrote under them or was changed on the site. */
  kept: Entry[]
  conflicts: Conflict[]
  /** Papers of the site whose rating, remark or notes this writes. */
  assessed: number[]
  /** How many topics, papers, notes and questions stay as they are. */
  unchanged: number
}
