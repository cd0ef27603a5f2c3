import { Anchor } from '@/components/anchor'
import { Expert } from '@/components/expert'
import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { Status } from '@/components/status'
import { Time } from '@/components/time'
import { counted } from '@/components/words'
import type { QuestionLine, QuotedQuestion } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

const answersOf = (question: QuestionLine) => (question.answers === 0 ? t('no answers yet') : counted(question.answers, 'answer'))

const isOpen = ({ status }: QuestionLine) => status === 'open' || status === 'disputed'

/** Questions of many papers, with their upvotes in front. */
export function QuestionsByVotes({ questions }: { questions: QuestionLine[] }) {
  return (
    <ul className="qlist votes">
      {questions.map(question => (
        <li key={question.id}>
          <span className="v num" aria-hidden="true"><Icon name="up" />{question.score}</span>
          <div>
            <h3 className="t"><a href={question.url}><Html as="span" html={question.headingHtml} /></a></h3>
            <p className="meta num">
              <span>{question.paper.short}</span>
              <Status status={question.status} />
              {question.anchor === null ? null : <Anchor anchor={question.anchor} />}
              <span><span className="vh">{counted(question.score, 'upvote')}, </span>{answersOf(question)}</span>
              {question.expertise === null || !isOpen(question) ? null : <Expert expertise={question.expertise} />}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** The questions of one paper, with their numbers in front. */
export function QuestionsByNumber({ questions }: { questions: QuotedQuestion[] }) {
  return (
    <ol className="qlist">
      {questions.map(question => (
        <li key={question.id} id={`q${question.number}`}>
          <span className="n"><span className="vh">{t('Question')}{' '}</span>{question.number}</span>
          <div>
            <h3 className="t"><a href={question.url}><Html as="span" html={question.headingHtml} /></a></h3>
            {question.gistHtml === '' ? null : <p className="gist"><Html as="span" html={question.gistHtml} /></p>}
            <p className="meta num">
              <Status status={question.status} />
              {question.anchor === null ? null : <Anchor anchor={question.anchor} />}
              <span>{answersOf(question)}</span>
              <span>{counted(question.score, 'upvote')}</span>
              {question.expertise === null || !isOpen(question) ? null : <Expert expertise={question.expertise} />}
              <span>{worded('last {0}', <Time date={question.activeAt} />)}</span>
              {question.listed ? null : <span>{t('no longer on the author’s list')}</span>}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}
