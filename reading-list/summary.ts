import { papersOf } from './parse'
import type { Note, ReadingList, Topic } from './types'

/** How many of each thing a list holds; notes of papers and topics at every depth, questions with and without a number. */
export interface Summary {
  topics: number
  papers: number
  up: number
  down: number
  unrated: number
  notes: number
  questions: number
}

export function summaryOf(list: ReadingList): Summary {
  const papers = papersOf(list.topics)
  const topics = topicsOf(list.topics)
  const rated = (rating: 'up' | 'down' | null) => papers.filter(paper => paper.rating === rating).length
  return {
    topics: topics.length,
    papers: papers.length,
    up: rated('up'),
    down: rated('down'),
    unrated: rated(null),
    notes: sum([...papers, ...topics].map(one => noteCount(one.notes))),
    questions: sum(papers.map(paper => paper.questions.length)),
  }
}

/** All topics and the topics in them, each before those in it. */
export function topicsOf(topics: Topic[]): Topic[] {
  return topics.flatMap(topic => [topic, ...topicsOf(topic.topics)])
}

function noteCount(notes: Note[]): number {
  return notes.length + sum(notes.map(note => noteCount(note.notes)))
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
