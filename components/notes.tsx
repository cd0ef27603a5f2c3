import type { ReactNode } from 'react'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { LegendWords, Rating } from '@/components/rating'
import { monthOf, nameOf } from '@/components/words'
import type { Assessment, Note } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Given = { assessments: Assessment[]; legend: string | null; edit?: ReactNode }

/** The author's rating and notes beside the text, on wide screens. They are on the page twice; the style sheet shows one. */
export function MarginNotes({ assessments, legend, edit, children }: Given & { children?: ReactNode }) {
  return (
    <aside className="margin" aria-label={t('Author’s notes')}>
      {assessments.length === 0 ? edit : null}
      {assessments.map((assessment, at) => (
        <div className="notes" key={assessment.authorHandle}>
          <h2 className="notes-title">{assessments.length > 1 ? t('{0}’s notes', assessment.author) : t('Author’s notes')}</h2>
          <Rating rating={assessment.rating} mark={assessment.mark} author={assessment.author} legend={legend} />
          <NotesBody assessment={assessment} />
          <p className="small faint mt-3">{assessment.author}, {monthOf(assessment.editedAt)}</p>
          <p className="small faint mt-1"><LegendWords legend={legend} author={assessment.author} /></p>
          {at === 0 ? edit : null}
        </div>
      ))}
      {children}
    </aside>
  )
}

/** The same, folded under the byline, on narrow screens. */
export function StripNotes({ assessments, legend, edit, children }: Given & { children?: ReactNode }) {
  if (assessments.length === 0) return null
  return (
    <>
      {assessments.map(assessment => (
        <details className="strip" key={assessment.authorHandle}>
          <summary>
            <span className="notes-title">{assessments.length > 1 ? t('{0}’s notes', assessment.author) : t('Author’s notes')}</span>
            <Rating rating={assessment.rating} mark={assessment.mark} author={assessment.author} legend={legend} />
            <Icon name="chev" className="turn" />
          </summary>
          <div className="body">
            <NotesBody assessment={assessment} />
            <p className="small faint mt-3"><LegendWords legend={legend} author={assessment.author} /></p>
            {edit}
            {children}
          </div>
        </details>
      ))}
    </>
  )
}

/** Remark and notes, nested as the author wrote them. */
function NotesBody({ assessment }: { assessment: Assessment }) {
  const { remark, remarkHtml, notes } = assessment
  if (remark === null && notes.length === 0) return <p className="small faint mt-2">{t('No notes on this paper.')}</p>
  return (
    <div className="prose">
      {remarkHtml !== null ? <Html html={remarkHtml} /> : remark === null ? null : <p>{remark}</p>}
      <NoteList notes={notes} />
    </div>
  )
}

/** Notes as a list, the nested ones within. */
export function NoteList({ notes }: { notes: Note[] }) {
  if (notes.length === 0) return null
  return (
    <ul>
      {notes.map((note, index) => <li key={index}><Html html={note.html} /><NoteSource source={note.source} /><NoteList notes={note.notes} /></li>)}
    </ul>
  )
}

/** Whose answer a note was made of. */
export function NoteSource({ source }: Pick<Note, 'source'>) {
  return source === null ? null : <p className="small faint"><a href={source.url}>{worded('From an answer by {0}', <bdi>{nameOf(source.writer)}</bdi>)}</a></p>
}

/** All HTML of remarks and notes, for what a page must know of its formulas. */
export function htmlOfAssessments(assessments: Assessment[]): string[] {
  const within = (note: Note): string[] => [note.html, ...note.notes.flatMap(within)]
  return assessments.flatMap(({ remarkHtml, notes }) => [remarkHtml ?? '', ...notes.flatMap(within)])
}
