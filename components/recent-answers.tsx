import { Who } from '@/components/byline'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { Time } from '@/components/time'
import type { RecentAnswer } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The latest answers, for the margin of the first page. */
export function RecentAnswers({ answers }: { answers: RecentAnswer[] }) {
  return (
    <ul className="recent">
      {answers.map(answer => (
        <li key={answer.id}>
          <p className="byline"><Who writer={answer.writer} /><span aria-hidden="true">·</span><a href={answer.url}><Time date={answer.publicAt} /></a></p>
          <p className="prose" dir="auto"><Html as="span" html={answer.excerptHtml} /></p>
          <p className="small faint mt-1">
            {worded('{0}on {1}', answer.endorsed ? <><Endorsed /> · </> : null, <a className="quiet" href={answer.question.url}><Html as="span" html={answer.question.headingHtml} /></a>)}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** The author's mark on an answer, in a line of facts. */
export function Endorsed() {
  return <span className="text-accent"><Icon name="check" />{' '}{t('Endorsed')}</span>
}
