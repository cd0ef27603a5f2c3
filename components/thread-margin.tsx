import { EditNotes } from '@/components/edit-notes'
import { Html } from '@/components/html'
import { MarginNotes } from '@/components/notes'
import { placesOf, shortAuthors, venueOf } from '@/components/paper-facts'
import type { Paper, Thread } from '@/forum/documents'
import { t } from '@/words'

/** Beside a thread: the author's notes, the paper, the other questions on it. `author` where the page is composed for one. */
export function ThreadMargin({ thread, legend, author = false }: { thread: Thread; legend: string | null; author?: boolean }) {
  return (
    <MarginNotes assessments={thread.paper.assessments} legend={legend} edit={<EditNotes slug={thread.paper.slug} author={author} />}>
      <PaperInMargin paper={thread.paper} />
      {thread.siblings.length < 2 ? null : (
        <nav className="notes" aria-label={t('Questions on this paper')}>
          <h2 className="notes-title text-ink mb-1">{t('Questions on this paper')}</h2>
          <ol className="toc">
            {thread.siblings.map(sibling => (
              <li key={sibling.number}>
                <span className="n">{sibling.number}</span>
                <a href={sibling.url} aria-current={sibling.current ? 'page' : undefined}><Html as="span" html={sibling.headingHtml} /></a>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </MarginNotes>
  )
}

function PaperInMargin({ paper }: { paper: Paper }) {
  const facts = [shortAuthors(paper.authors), venueOf(paper)].filter(fact => fact !== null).join(', ')
  return (
    <div className="notes">
      <h2 className="notes-title text-ink">{t('The paper')}</h2>
      <p className="soft mt-1.5"><a className="quiet" href={paper.url}><Html as="span" html={paper.titleHtml} /></a></p>
      {facts === '' ? null : <p className="small faint mt-1">{facts}</p>}
      <p className="mt-1 flex flex-wrap gap-x-4">{placesOf(paper).map(place => <a key={place.href} href={place.href} rel="noopener">{place.label}</a>)}</p>
    </div>
  )
}

/** The way on, on narrow screens, where the margin with all questions is not shown. */
export function NextQuestion({ thread }: { thread: Thread }) {
  const here = thread.siblings.findIndex(sibling => sibling.current)
  const next = here < 0 ? undefined : thread.siblings[here + 1]
  if (next === undefined) return null
  return (
    <nav className="next inset" aria-label={t('Next question')}>
      <p className="small faint">{t('Next on this paper')}</p>
      <a className="quiet" href={next.url}><Html as="span" html={next.headingHtml} /></a>
    </nav>
  )
}
