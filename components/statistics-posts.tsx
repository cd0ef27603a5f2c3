/** What was asked and answered, by whom, and how soon. */
import { Html } from '@/components/html'
import { LinePlot } from '@/components/line-plot'
import { Figures } from '@/components/plot-frame'
import { StackPlot } from '@/components/stack-plot'
import { NothingYet, Tabled } from '@/components/statistics-visits'
import { durationOf, outcomeRows, shareOf, shortDate } from '@/components/statistics-words'
import type { Answering } from '@/forum/statistics/answering'
import type { Posted } from '@/forum/statistics/posted'
import type { QueueTimes } from '@/forum/statistics/queue-times'
import { counted, figures, monthOf, t } from '@/words'

type File = { file: (name: string) => string }

export function PostStatistics({ posted: { weeks, answerers }, file }: { posted: Posted } & File) {
  const sum = (of: 'questions' | 'answers' | 'comments') => weeks.reduce((all, week) => all + week[of], 0)
  const answers = answerers.guests + answerers.members + answerers.moderators + answerers.authors
  const who: [string, number][] = [[t('Members'), answerers.members], [t('Guests'), answerers.guests], [t('Moderators'), answerers.moderators], [t('Authors'), answerers.authors]]
  return (
    <section aria-labelledby="posts">
      <h2 id="posts">{t('Questions and answers')}</h2>
      {weeks.length === 0 ? <NothingYet>{t('Nothing was posted in this time.')}</NothingYet> : (
        <StackPlot
          id="plot-posts" title={t('Posted each week')} csv={file('posts')} labels={weeks.map(week => shortDate(week.week))}
          says={t('In all {0}, {1} and {2}. Weeks begin on Monday.', counted(sum('questions'), 'question'), counted(sum('answers'), 'answer'), counted(sum('comments'), 'comment'))}
          layers={[
            { name: t('Questions'), tone: 'first', values: weeks.map(week => week.questions) }, { name: t('Answers'), tone: 'second', values: weeks.map(week => week.answers) },
            { name: t('Comments'), tone: 'third', values: weeks.map(week => week.comments) },
          ]}
          table={{ heads: [t('Week of'), t('Questions'), t('Answers'), t('Comments')], rows: weeks.toReversed().map(week => [week.week, figures(week.questions), figures(week.answers), figures(week.comments)]) }}
        />
      )}
      {answers === 0 ? null : (
        <>
          <h3 className="label mt-6">{t('Who answers')}</h3>
          <dl className="sums">{who.map(([name, count]) => <div key={name}><dt>{name}</dt><dd>{figures(count)} <span className="small soft">{shareOf(count, answers)}</span></dd></div>)}</dl>
          {answerers.cut ? <p className="small soft">{t('Of the newest {0} answers.', figures(answers))}</p> : null}
        </>
      )}
    </section>
  )
}

export function AnswerStatistics({ answering, file }: { answering: Answering } & File) {
  const { response, months, outcome } = answering
  const sums: [string, string][] = [
    [t('Half have an answer within'), durationOf(response.median)], [t('Nine in ten within'), durationOf(response.nineInTen)],
    [t('Answered within a day'), shareOf(response.withinDay)], [t('Answered within a week'), shareOf(response.withinWeek)], [t('Answered within 30 days'), shareOf(response.withinMonth)],
  ]
  const heads = [t('Month'), t('Questions'), t('Half within'), t('Nine in ten within'), t('Day'), t('Week'), t('30 days')]
  return (
    <section aria-labelledby="answering">
      <h2 id="answering">{t('How soon questions are answered')}</h2>
      <p className="soft small mt-2">{t('From a question’s becoming public to the first answer by somebody else, for the questions asked in this time. Those without an answer count as long as they have waited (Kaplan and Meier’s estimate); a dash where too few have one yet.')}{answering.cut ? ` ${t('The newest {0} questions are measured.', figures(outcome.questions))}` : ''}</p>
      {outcome.questions === 0 ? <NothingYet>{t('No question was asked in this time.')}</NothingYet> : (
        <>
          <dl className="sums">{sums.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
          {months.every(month => month.median === null && month.nineInTen === null) ? <p className="small soft mt-4">{t('Too few questions have an answer for a plot.')}</p> : (
            <LinePlot
              id="plot-answers" title={t('Time to the first answer, by month of asking')} measure="time" csv={file('answers')} labels={months.map(month => shortDate(month.month))}
              says={t('Half of all questions have an answer within: {0}. Nine in ten within: {1}.', durationOf(response.median), durationOf(response.nineInTen))}
              lines={[{ name: t('Half'), tone: 'first', values: months.map(month => month.median) }, { name: t('Nine in ten'), tone: 'second', values: months.map(month => month.nineInTen) }]}
              table={{ heads, rows: months.toReversed().map(month => [monthOf(new Date(`${month.month}-01`)), figures(month.questions), durationOf(month.median), durationOf(month.nineInTen), shareOf(month.withinDay), shareOf(month.withinWeek), shareOf(month.withinMonth)]) }}
            />
          )}
          <h3 className="label mt-6">{t('What became of them')}</h3>
          <Figures label={t('What became of them')} heads={[t('Questions'), t('Number'), t('Share')]} rows={outcomeRows(outcome).map(([name, count]) => [name, figures(count), shareOf(count, outcome.questions)])} />
        </>
      )}
    </section>
  )
}

export function WaitingQuestions({ waiting, now, file }: { waiting: Answering['waiting']; now: Date } & File) {
  if (waiting.length === 0) return null
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">{t('Waiting longest')}</h2>
      <p className="soft small mt-2">{t('Open questions without an answer, the oldest first, whenever they were asked.')}</p>
      <Tabled title={t('Open questions')} csv={file('waiting')}>
        <Figures named label={t('Open questions')} heads={[t('Question'), t('Has waited')]} rows={waiting.map(one => [
          <a key={one.id} href={one.url}>{one.headingHtml === '' ? one.heading : <Html as="span" html={one.headingHtml} />}</a>, durationOf(now.getTime() - one.publicAt.getTime()),
        ])} />
      </Tabled>
    </section>
  )
}

export function QueueStatistics({ queue, file }: { queue: QueueTimes } & File) {
  const { months } = queue
  return (
    <section aria-labelledby="queue">
      <h2 id="queue">{t('The queue')}</h2>
      {queue.posts === 0 ? <NothingYet>{t('No post of this time was held.')}</NothingYet> : (
        <>
          <p className="soft small mt-2">{t('From when a held post was sent to the first decision on it.')}</p>
          <dl className="sums">
            <div><dt>{t('Half are decided within')}</dt><dd>{durationOf(queue.median)}</dd></div>
            <div><dt>{t('Nine in ten within')}</dt><dd>{durationOf(queue.nineInTen)}</dd></div>
            <div><dt>{t('Waiting now')}</dt><dd>{figures(queue.waiting)}</dd></div>
          </dl>
          {months.every(month => month.median === null) ? null : (
            <LinePlot
              id="plot-queue" title={t('Time to a decision, by month of sending')} measure="time" csv={file('queue')} labels={months.map(month => shortDate(month.month))}
              says={t('Half of all held posts are decided within: {0}. Nine in ten within: {1}.', durationOf(queue.median), durationOf(queue.nineInTen))}
              lines={[{ name: t('Half'), tone: 'first', values: months.map(month => month.median) }, { name: t('Nine in ten'), tone: 'second', values: months.map(month => month.nineInTen) }]}
              table={{ heads: [t('Month'), t('Posts'), t('Half within'), t('Nine in ten within')], rows: months.toReversed().map(month => [monthOf(new Date(`${month.month}-01`)), figures(month.posts), durationOf(month.median), durationOf(month.nineInTen)]) }}
            />
          )}
        </>
      )}
    </section>
  )
}
