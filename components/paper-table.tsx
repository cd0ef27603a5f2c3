import type { ReactNode } from 'react'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { Rating } from '@/components/rating'
import { Time } from '@/components/time'
import type { PaperLine } from '@/forum/documents'
import { figures, t } from '@/words'

/** Where a column's heading leads, and how the list is sorted by it now. */
export type Heading = { href: string; current: 'asc' | 'desc' | null }
type Headings = Record<'title' | 'venue' | 'year' | 'topic' | 'open' | 'activity', Heading>

/**
 * Papers as a table that is sorted by its headings, but never by the author's mark. On narrow screens each row is a block, whose
 * values carry their column's name; roles are named because such blocks are no table to some browsers.
 */
export function PaperTable({ papers, legend, headings, dense }: { papers: PaperLine[]; legend: string | null; headings: Headings; dense: boolean }) {
  return (
    <table className={dense ? 'paper-table dense' : 'paper-table'} role="table">
      <caption className="vh">{t('Papers of the reading list')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader"><a className="quiet" href="#legend">{t('Mark')}</a></th>
          <Sortable heading={headings.title}>{t('Paper')}</Sortable>
          <Sortable heading={headings.venue}>{t('Venue')}</Sortable>
          <Sortable heading={headings.year}>{t('Year')}</Sortable>
          <Sortable heading={headings.topic}>{t('Topic')}</Sortable>
          <th scope="col" role="columnheader" className="amount">{t('Questions')}</th>
          <Sortable heading={headings.open} amount>{t('Open')}</Sortable>
          <th scope="col" role="columnheader" className="amount">{t('Answers')}</th>
          <Sortable heading={headings.activity}>{t('Last activity')}</Sortable>
        </tr>
      </thead>
      <tbody role="rowgroup">{papers.map(paper => <Row key={paper.id} paper={paper} legend={legend} dense={dense} />)}</tbody>
    </table>
  )
}

function Sortable({ heading, amount = false, children }: { heading: Heading; amount?: boolean; children: ReactNode }) {
  const { href, current } = heading
  return (
    <th scope="col" role="columnheader" className={amount ? 'amount' : undefined} aria-sort={current === null ? undefined : current === 'asc' ? 'ascending' : 'descending'}>
      <a href={href} className={current ?? 'unsorted'}>{children}<Icon name="chev" /></a>
    </th>
  )
}

function Row({ paper, legend, dense }: { paper: PaperLine; legend: string | null; dense: boolean }) {
  const { known, counts, topic } = paper
  return (
    <tr role="row">
      <td role="cell" className="mark">{paper.ratings.map(given => <Rating key={given.author} brief legend={legend} {...given} />)}</td>
      <th scope="row" role="rowheader" className="title">
        <a href={paper.url}><Html as="span" html={paper.titleHtml} /></a>
        {paper.authors.length === 0 ? null : <p className="by">{paper.authors.join(', ')}</p>}
        {dense || paper.gistHtml === null ? null : <p className="gist"><Html as="span" html={paper.gistHtml} /></p>}
        {paper.onList ? null : <p className="gist">{t('No longer on the author’s list.')}</p>}
      </th>
      <Cell label={t('Venue')} nil={known.venue === null}>{known.venue}</Cell>
      <Cell label={t('Year')} nil={known.year === null}>{known.year}</Cell>
      <Cell label={t('Topic')} kind="topic" nil={topic === null}>{topic === null ? null : <a className="quiet" href={`/topics/${topic.slug}`}><Html as="span" html={topic.titleHtml} /></a>}</Cell>
      <Cell label={t('Questions')} kind="amount" nil={counts.questions === 0}>{figures(counts.questions)}</Cell>
      <Cell label={t('Open')} kind="amount" nil={counts.openQuestions === 0}>{counts.openQuestions === 0 ? 0 : <a className="asked" href={`${paper.url}#questions`}>{figures(counts.openQuestions)}</a>}</Cell>
      <Cell label={t('Answers')} kind="amount" nil={counts.answers === 0}>{figures(counts.answers)}</Cell>
      <Cell label={t('Last activity')} kind="day"><Time date={paper.activeAt} /></Cell>
    </tr>
  )
}

function Cell({ label, kind, nil = false, children }: { label: string; kind?: 'amount' | 'day' | 'topic'; nil?: boolean; children: ReactNode }) {
  const names = [kind, nil ? 'nil' : undefined].filter(name => name !== undefined).join(' ')
  return <td role="cell" className={names === '' ? undefined : names} data-label={label}>{children}</td>
}
