import { Answer } from '@/components/answer'
import { AnswerOrderForm, orderInWords } from '@/components/answer-order'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import type { Sight } from '@/components/sight'
import { ThreadSummary } from '@/components/thread-frame'
import { address, counted } from '@/components/words'
import type { Thread } from '@/forum/documents'
import { t } from '@/words'

/** A page of answers in the chosen order, the reader's own that wait, and the way to the next fifty. */
export function ThreadAnswers({ thread, sight, path, target }: { thread: Thread; sight: Sight; path: string; target: number | null }) {
  const { answers, waiting, question, order } = thread
  const asAddress = { order: order === 'ranked' ? null : order }
  return (
    <>
    <ThreadSummary summary={thread.summary} question={question.id} />
    <section className="answers" aria-labelledby="answers">
      <div className="head">
        <h2 id="answers">{question.answerCount === 0 ? t('Answers') : counted(question.answerCount, 'answer')}</h2>
        {question.answerCount < 2 ? null : <AnswerOrderForm order={order} path={path} />}
      </div>
      {question.answerCount < 2 ? null : <p className="order">{orderInWords(order)}</p>}
      {answers.length > 0 ? null : (
        <div className="inset"><Nothing title={t('Nobody has answered yet')}>{t('A partial answer helps: a reference, a number, a counter-example.')}</Nothing></div>
      )}
      {answers.map(answer => <Answer key={answer.id} answer={answer} sight={sight} target={target} />)}
      <Pages
        label={t('Pages of answers')}
        previous={thread.previous === null ? null : `${address(path, { ...asAddress, before: thread.previous })}#answers`}
        next={thread.next === null ? null : `${address(path, { ...asAddress, after: thread.next })}#answers`}
      />
      <div data-slot="waiting">{waiting.map(answer => <Answer key={answer.id} answer={answer} sight={sight} />)}</div>
    </section>
    </>
  )
}
