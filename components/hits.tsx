import type { ReactNode } from 'react'
import { Html } from '@/components/html'
import { Status } from '@/components/status'
import { Endorsed } from '@/components/recent-answers'
import { Time } from '@/components/time'
import { counted } from '@/components/words'
import type { Hit } from '@/forum/search'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** What a search found, in its order; the words sought are marked in the text around them. */
export function Hits({ hits }: { hits: Hit[] }) {
  return (
    <ol className="hits">
      {hits.map(hit => (
        <li key={`${hit.kind} ${hit.url}`}>
          <p className="small faint">{placeOf(hit)}</p>
          <h2 className="t" dir="auto"><a href={hit.url}>{hit.titleHtml === '' ? hit.title : <Html as="span" html={hit.titleHtml} />}</a></h2>
          {hit.snippet === '' ? null : <p className="ex" dir="auto"><Html as="span" html={hit.snippet} /></p>}
          <Facts hit={hit} />
        </li>
      ))}
    </ol>
  )
}

/** Its kind, who wrote it, and where it stands. */
function placeOf({ kind, writer, questionNumber, paperPlain }: Hit): ReactNode {
  if (kind === 'paper') return t('Paper')
  if (kind === 'person') return t('Person')
  const by = <bdi>{writer}</bdi>
  const on = <bdi>{paperPlain}</bdi>
  if (kind === 'question') return writer === null ? worded('Question {0} on {1}', questionNumber, on) : worded('Question {0} on {1}, by {2}', questionNumber, on, by)
  if (writer === null) return kind === 'answer' ? worded('Answer to question {0} on {1}', questionNumber, on) : worded('Comment on question {0} on {1}', questionNumber, on)
  return kind === 'answer' ? worded('Answer by {0} to question {1} on {2}', by, questionNumber, on) : worded('Comment by {0} under question {1} on {2}', by, questionNumber, on)
}

function Facts({ hit: { kind, status, endorsed, answers, score, at } }: { hit: Hit }) {
  if (kind === 'person' || kind === 'paper') return null
  return (
    <p className="meta num">
      {status === null ? null : <Status status={status} />}
      {endorsed ? <Endorsed /> : null}
      {kind === 'question' ? <span>{answers === 0 ? t('no answers yet') : counted(answers, 'answer')}</span> : null}
      <span>{counted(score, 'upvote')}</span>
      {at === null ? null : <Time date={at} />}
    </p>
  )
}
