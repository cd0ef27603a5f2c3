import { Html } from '@/components/html'
import { Status } from '@/components/status'
import { Endorsed } from '@/components/recent-answers'
import { counted } from '@/components/words'
import type { Hit } from '@/forum/search'
import { t } from '@/words'

const words = { paper: t('Paper'), question: t('Question'), answer: t('Answer'), comment: t('Comment') } as const satisfies Record<Hit['kind'], string>

/** What a search found, best first; the words sought are marked in the text around them. */
export function Hits({ hits }: { hits: Hit[] }) {
  return (
    <ol className="hits">
      {hits.map(hit => (
        <li key={`${hit.kind} ${hit.url}`}>
          <p className="small faint">{hit.kind === 'question' ? t('Question {0}', hit.questionNumber) : words[hit.kind]}{hit.kind === 'paper' ? '' : t(' on {0}', hit.paper)}</p>
          <h2 className="t"><a href={hit.url}><Html as="span" html={hit.titleHtml} /></a></h2>
          <Html as="p" className="ex" html={hit.snippet} />
          {hit.status === null ? null : <p className="meta num"><Status status={hit.status} />{hit.endorsed ? <Endorsed /> : null}<span>{counted(hit.score, 'upvote')}</span></p>}
        </li>
      ))}
    </ol>
  )
}
