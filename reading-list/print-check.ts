import { blocksOf } from './blocks'
import { placeBlocks } from './body'
import { tokensOf } from './markdown'
import type { Paper, Question } from './types'
import { aPaperNamed } from './types'

/** What the reader makes of one item under a paper (`top`) or under one of its notes. The printer asks before it writes. */
export function aPaperItem(item: string, top: boolean): Paper {
  const paper = aPaperNamed('x', 0)
  const read = tokensOf(item)
  if (!read.ok) return paper
  const notes = top ? paper.notes : []
  placeBlocks({ paper, notes, problems: [], asks: 'marked' }, blocksOf(read.tokens, 0))
  const asItStands = paper.remark === null && paper.authors.length === 0 && paper.venue === null && paper.year === null && paper.doi === null && paper.arxiv === null && paper.links.length === 0 && paper.title === 'x'
  return asItStands ? { ...paper, notes } : { ...paper, notes: [] }
}

/** What the reader makes of the item of a question. */
export function itemRead(item: string): Question | undefined {
  const { questions, notes } = aPaperItem(item, true)
  return questions.length === 1 && notes.length === 0 ? questions[0] : undefined
}
