import { Who } from '@/components/byline'
import { Html } from '@/components/html'
import { PaperFacts, shortAuthors, venueOf } from '@/components/paper-facts'
import { LegendWords, Rating } from '@/components/rating'
import { Status } from '@/components/status'
import { counted } from '@/components/words'
import type { Card } from '@/forum/reference-cards'
import type { Site } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

const kinds = { answer: t('answer'), comment: t('comment') } as const

/** What stands over a link to a place of this site. */
export function ReferenceCard({ card, site }: { card: Card; site: Pick<Site, 'legend' | 'author'> }) {
  return <article className="reference-card" data-card="">{card.kind === 'paper' ? <OfPaper paper={card.paper} site={site} /> : <OfPost card={card} />}</article>
}

function OfPaper({ paper, site }: { paper: (Card & { kind: 'paper' })['paper']; site: Pick<Site, 'legend' | 'author'> }) {
  const facts = [shortAuthors(paper.authors), venueOf(paper)].filter(fact => fact !== null).join(' · ')
  const [own] = paper.ratings
  return (
    <>
      <p className="label"><a className="quiet" href={paper.url}><Html as="span" html={paper.titleHtml} /></a></p>
      {facts === '' ? null : <p className="faint">{facts}</p>}
      {own === undefined || (own.rating === null && own.mark === null) ? null : (
        <p className="soft"><Rating rating={own.rating} mark={own.mark} author={own.author} legend={site.legend} />{' '}<LegendWords legend={site.legend} author={site.author} /></p>
      )}
      <p className="faint">{counted(paper.counts.questions, 'question')}, {counted(paper.counts.answers, 'answer')}</p>
      <PaperFacts paper={paper} />
    </>
  )
}

function OfPost({ card }: { card: Exclude<Card, { kind: 'paper' }> }) {
  const { question, paper } = card
  const on = <a href={paper.url}><Html as="span" html={paper.titleHtml} /></a>
  if (card.kind === 'question') {
    return (
      <>
        <p className="faint">{worded('Question {0} on {1}', question.number, on)}</p>
        <p className="label"><a className="quiet" href={card.url}><Html as="span" html={question.headingHtml} /></a></p>
        <p className="soft"><Status status={question.status} /> {counted(question.answers, 'answer')}</p>
      </>
    )
  }
  return (
    <>
      <p className="byline"><Who writer={card.writer} /> <a href={card.url}>{kinds[card.kind]}</a></p>
      <p dir="auto"><Html as="span" html={card.excerptHtml} /></p>
      <p className="faint">{worded('Question {0} on {1}', question.number, on)}: <Html as="span" html={question.headingHtml} /></p>
    </>
  )
}
