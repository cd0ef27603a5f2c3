import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { PaperFilter } from '@/components/paper-filter'
import { PaperList } from '@/components/paper-list'
import { Legend } from '@/components/rating'
import { address } from '@/components/words'
import { listPapers } from '@/forum/papers'
import { readSite } from '@/forum/site'
import { listTopics } from '@/forum/topics'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'

export const generateMetadata = () => headingOf({ title: t('Papers'), path: '/papers', description: t('The papers of the reading list, by topic, by the author’s mark, with open questions.') })

export default async function PapersPage({ searchParams }: { searchParams: Given }) {
  const given = await readGiven(searchParams)
  const filter = { topic: given('topic'), rating: oneOf(given('rating'), ['up', 'down', 'none']), open: given('open') === '1' }
  const [site, topics, page] = await Promise.all([readSite(), listTopics(), listPapers({ ...filter, after: given('after'), limit: 100 })])
  const inUse = filter.topic !== null || filter.rating !== null || filter.open
  const asAddress = { topic: filter.topic, rating: filter.rating, open: filter.open ? '1' : null }
  return (
    <Shell current="papers" path="/papers">
      <EarlyFonts pieces={page.items.map(paper => paper.titleHtml)} />
      <div className="column wide">
        <h1>{t('Papers')}</h1>
        <PaperFilter topics={topics} {...filter} />
        <Legend legend={site.legend} author={site.author} />
        {page.items.length > 0 ? <div className="mt-4"><PaperList papers={page.items} legend={site.legend} /></div> : (
          <Nothing title={t('No such papers')} actions={inUse ? <a className="btn" href="/papers">{t('All papers')}</a> : undefined}>
            {inUse ? t('No paper of the list fits these filters.') : t('The reading list is empty.')}
          </Nothing>
        )}
        <Pages label={t('Pages of papers')} first={given('after') === null ? null : address('/papers', asAddress)} next={page.next === null ? null : address('/papers', { ...asAddress, after: page.next })} />
      </div>
    </Shell>
  )
}
