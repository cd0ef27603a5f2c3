import type { ListTree } from '@/forum/list-tree'
import type { ListDiff, PaperFields } from './current'
import { allPapers, notesIn } from './tree'
import { t } from '@/words'

/** A text that the import would reword: what it is, before and after. */
export interface Rewording { what: string; before: string; after: string }

/** The texts of the site that an import would reword. */
export function rewordingsOf(tree: ListTree, diff: ListDiff): Rewording[] {
  const papers = allPapers(tree)
  const notes = new Map(papers.flatMap(paper => notesIn(paper.notes).map(note => [note.id, { note, paper }] as const)))
  const questions = new Map(papers.flatMap(paper => paper.questions.map(question => [question.id, { question, paper }] as const)))
  return diff.operations.flatMap((operation): Rewording[] => {
    if (operation.kind === 'changeNote') {
      const known = notes.get(operation.id)
      return known ? [{ what: t('Note on {0}', known.paper.title), before: known.note.text, after: operation.text }] : []
    }
    if (operation.kind === 'changeQuestion') {
      const known = questions.get(operation.id)
      return known ? [{ what: t('Question {0} on {1}', known.question.number, known.paper.title), before: whole(known.question), after: whole(operation) }] : []
    }
    if (operation.kind === 'changePaper') {
      const known = papers.find(paper => paper.id === operation.id)
      return known ? [{ what: known.title, before: facts(known), after: facts(operation.paper) }] : []
    }
    return []
  })
}

function whole(question: { title: string | null; body: string }): string {
  return question.title === null ? question.body : `${question.title}\n${question.body}`
}

function facts(paper: PaperFields): string {
  const { title, mark, remark, authors, venue, year, doi, arxiv, links, aliases } = paper
  return [title, mark, remark, authors.join(', '), venue, year, doi, arxiv, links.map(link => link.url).join(' '), aliases.join(' ')].filter(Boolean).join('\n')
}
