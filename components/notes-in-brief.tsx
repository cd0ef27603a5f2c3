import { NoteList } from '@/components/notes'
import { legendOf, Rating } from '@/components/rating'
import type { Assessment, Note } from '@/forum/documents'

/** The author's rating and notes as context on a desk, where the margin is taken. */
export function NotesInBrief({ assessments, legend }: { assessments: Assessment[]; legend: string | null }) {
  return (
    <>
      {assessments.map(({ authorHandle, author, rating, mark, notes }) => (
        <div key={authorHandle} className="mt-2">
          <Rating rating={rating} mark={mark} author={author} legend={legend} />
          <p className="small faint">{legendOf(legend, author)}</p>
          <Notes notes={notes} />
        </div>
      ))}
    </>
  )
}

function Notes({ notes }: { notes: Note[] }) {
  return notes.length === 0 ? null : <div className="prose"><NoteList notes={notes} /></div>
}
