import type { ListTree, TreeNote, TreePaper, TreeTopic } from '@/forum/list-tree'

/** All papers of the site, those too that are no longer on the list. */
export function allPapers(tree: ListTree): TreePaper[] {
  return [...papersIn(tree.topics), ...tree.offList]
}

function papersIn(topics: TreeTopic[]): TreePaper[] {
  return topics.flatMap(topic => [...topic.papers, ...papersIn(topic.topics)])
}

/** Notes and the notes in them. */
export function notesIn(notes: TreeNote[]): TreeNote[] {
  return notes.flatMap(note => [note, ...notesIn(note.notes)])
}
