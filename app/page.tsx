import { isFollowed } from '@/auth/current'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { PapersByTopic } from '@/components/paper-list'
import { QuestionsByVotes } from '@/components/question-list'
import { Legend, LegendWords } from '@/components/rating'
import { RecentAnswers } from '@/components/recent-answers'
import { counted, numberWord } from '@/components/words'
import { readHome } from '@/forum/home'
import { readSite } from '@/forum/site'
import { Engines } from './engines/data'
import { webSiteOf } from './engines/pages'
import { headingOf, siteCard } from './heading'
import { Shell } from './shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata() {
  const site = await readSite()
  return headingOf({ title: site.name, path: '/', card: await siteCard() })
}

export default async function HomePage() {
  const [site, home] = await Promise.all([readSite(), readHome()])
  const { papers, topics } = home.counts
  if (papers === 0) return <EmptySite />
  return (
    <Shell current="papers" path="/">
      <Engines data={[webSiteOf(site)]} />
      <EarlyFonts pieces={[...home.open.map(question => question.headingHtml), ...home.recent.flatMap(answer => [answer.excerptHtml, answer.question.headingHtml]), ...home.topics.flatMap(topic => topic.papers.flatMap(paper => [paper.titleHtml, paper.gistHtml ?? '']))]} />
      <h1 className="lede">{worded('{0} {1}, read closely. The questions they leave open are asked here; if you know more, answer one.', numberWord(papers), papers === 1 ? t('paper') : t('papers'))}</h1>
      <div className="spread home">
        <section aria-labelledby="open-questions">
          <div className="head"><h2 id="open-questions">{t('Open questions worth answering')}</h2><a className="aside" href="/questions">{t('All open questions')}</a></div>
          {home.open.length === 0 ? <p className="soft mt-4">{t('Every question has its answer for now.')}</p> : <QuestionsByVotes questions={home.open} />}
        </section>
        <section className="list" aria-labelledby="reading-list">
          <div className="head"><h2 id="reading-list">{t('The reading list')}</h2><a className="aside" href="/papers">{counted(papers, 'paper')}, {counted(topics, 'topic')}</a></div>
          <Legend legend={site.legend} author={site.author} />
          <PapersByTopic topics={home.topics} legend={site.legend} />
        </section>
        <aside className="beside" aria-labelledby="recent-answers">
          <div className="notes">
            <h2 className="notes-title text-ink" id="recent-answers">{t('Recent answers')}</h2>
            {home.recent.length === 0 ? <p className="small faint mt-2">{t('Nobody has answered yet.')}</p> : <RecentAnswers answers={home.recent} />}
          </div>
          <div className="notes">
            <h2 className="notes-title">{t('From the author')}</h2>
            <div className="prose">
              {site.introHtml === null ? null : <Html html={site.introHtml} />}
              <p><LegendWords legend={site.legend} author={site.author} /></p>
            </div>
            <p className="small faint mt-3">{t('To be told of every new question:')}</p>
            <Follow kind="site" id="all" following={await isFollowed('/')} />
          </div>
        </aside>
      </div>
    </Shell>
  )
}

function EmptySite() {
  return (
    <Shell current="papers" path="/">
      <Nothing level="h1" title={t('The reading list is empty')} actions={<a className="btn primary" href="/reading-list">{t('Bring in a reading list')}</a>}>
        {t('The author pastes a Markdown list, and sees what it would make before anything is published.')}
      </Nothing>
    </Shell>
  )
}
