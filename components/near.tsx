import { Html } from '@/components/html'
import { Status } from '@/components/status'
import { shortAuthors, venueOf } from '@/components/paper-facts'
import { counted } from '@/components/words'
import type { NearPaper, OtherQuestion, RelatedQuestion, SimilarQuestion } from '@/forum/documents'
import { t } from '@/words'

type Reasons = RelatedQuestion['why']

/** All reasons, the telling ones first. */
function reasonsOf(why: Reasons): string[] {
  return [
    why.mentioned ? t('one mentions the other') : null,
    why.people.length === 0 ? null : t('both by {0}', why.people.join(', ')),
    why.words.length === 0 ? null : t('both speak of {0}', why.words.join(', ')),
    why.topic ? t('same topic') : null,
    why.voters === 0 ? null : t('{0} voted in both', counted(why.voters, 'person')),
  ].filter(reason => reason !== null)
}

/** The two reasons that say most; all of them in the title. */
function Why({ why }: { why: Reasons }) {
  const all = reasonsOf(why)
  return all.length === 0 ? null : <p className="near-why" title={all.length > 2 ? all.join(' · ') : undefined}>{all.slice(0, 2).join(' · ')}</p>
}

/** After a thread: the questions related to it. `paper`: the slug of its own. */
export function RelatedQuestions({ questions, paper }: { questions: RelatedQuestion[]; paper: string }) {
  if (questions.length === 0) return null
  return (
    <section className="near inset" aria-labelledby="related">
      <h2 id="related">{t('Related questions')}</h2>
      <ul className="nearlist">
        {questions.map(question => (
          <li key={question.id}>
            <h3 className="t"><a href={question.url}><Html as="span" html={question.headingHtml} /></a></h3>
            <Line question={question} paper={paper} />
            <Why why={question.paper.slug === paper ? { ...question.why, topic: false } : question.why} />
          </li>
        ))}
      </ul>
      <HowChosen />
    </section>
  )
}

/** On a paper's page: the papers near it. */
export function PapersNear({ papers }: { papers: NearPaper[] }) {
  if (papers.length === 0) return null
  return (
    <section className="near" aria-labelledby="near">
      <h2 id="near">{t('Papers near this one')}</h2>
      <ul className="nearlist">
        {papers.map(paper => {
          const facts = [shortAuthors(paper.authors), venueOf(paper)].filter(fact => fact !== null).join(', ')
          return (
            <li key={paper.id}>
              <h3 className="t"><a href={paper.url}><Html as="span" html={paper.titleHtml} /></a></h3>
              {facts === '' ? null : <p className="meta">{facts}</p>}
              <Why why={paper.why} />
            </li>
          )
        })}
      </ul>
      <HowChosen />
    </section>
  )
}

/** Below the title of a question that is being written on `paper`: what was asked already. Links open beside the text. */
export function SimilarQuestions({ questions, paper }: { questions: SimilarQuestion[]; paper: string }) {
  if (questions.length === 0) return null
  return (
    <>
      <h2 className="notes-title">{t('Perhaps asked already')}</h2>
      <ul className="nearlist">
        {questions.map(question => (
          <li key={question.id}>
            <p className="t"><a href={question.url} target="_blank" rel="noopener"><Html as="span" html={question.headingHtml} /></a></p>
            <Line question={question} paper={paper} />
          </li>
        ))}
      </ul>
      <p className="near-why">{t('They open in a new tab; your text stays here.')}</p>
    </>
  )
}

function Line({ question, paper }: { question: OtherQuestion; paper: string }) {
  const { status, answers } = question
  return <p className="meta num"><span>{question.paper.slug === paper ? t('on this paper') : question.paper.short}</span><Status status={status} /><span>{answers === 0 ? t('no answers yet') : counted(answers, 'answer')}</span></p>
}

function HowChosen() {
  return (
    <details className="near-how">
      <summary>{t('How these are chosen')}</summary>
      <p>{t('By what both share: words, the rarer the more; people on the title pages; the topic; mentions; and how many people voted in both, never who and never fewer than three. No rating and no order on this site depends on it.')}</p>
    </details>
  )
}
