import { Html } from '@/components/html'
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
  if (notes.length === 0) return null
  return <ul className="prose">{notes.map((note, at) => <li key={at}><Html html={note.html} /><Notes notes={note.notes} /></li>)}</ul>
}
