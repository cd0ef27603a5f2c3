import { EarlyFonts } from '@/components/early-fonts'
import { Notice } from '@/components/notice'
import { Nothing } from '@/components/nothing'
import { SearchChips } from '@/components/search-chips'
import { SearchFacets } from '@/components/search-facets'
import { SearchForm } from '@/components/search-form'
import { SearchFound } from '@/components/search-found'
import { SearchHelp } from '@/components/search-help'
import { filterFields } from '@/components/search-links'
import { asksNothing, nothingAsked } from '@/forum/empty-queries'
import { trySearch } from '@/forum/search'
import { readSite } from '@/forum/site'
import { listTopics } from '@/forum/topics'
import { headingOf } from '../heading'
import { readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { askedIn, tooLong } from './asked'
import { t } from '@/words'

type Props = { searchParams: Given }

export async function generateMetadata({ searchParams }: Props) {
  const { q } = askedIn(await readGiven(searchParams))
  return headingOf({ title: q === '' || tooLong(q) !== null ? t('Search') : t('{0} – search', q), path: '/search', index: false, description: t('Search papers, questions, answers and notes.') })
}

export default async function SearchPage({ searchParams }: Props) {
  const given = await readGiven(searchParams)
  const asked = askedIn(given)
  const after = given('after')
  const topics = await listTopics()
  const refused = asked.q === '' ? null : tooLong(asked.q)
  const searched = asked.q === '' || refused !== null ? null : await trySearch({ ...asked, after })
  const found = searched?.ok ? searched.value : null
  return (
    <Shell current="search" path="/search">
      <EarlyFonts pieces={found === null ? [] : found.hits.flatMap(hit => [hit.titleHtml, hit.snippet])} names={found === null ? [] : found.hits.map(hit => hit.writer ?? '')} />
      <div className="spread">
        <div className="column">
          <h1 className={asked.q === '' ? '' : 'vh'}>{t('Search')}</h1>
          <div className={asked.q === '' ? 'mt-4' : ''}><SearchForm q={asked.q} kept={filterFields(asked)} /></div>
          {refused === null ? null : <div className="mt-4"><Notice tone="caution" icon="warn" live="alert">{refused}</Notice></div>}
          {asked.q === '' ? null : <SearchChips asked={asked} topics={topics} />}
          {searched?.ok === false ? <Nothing title={t('The search took too long')}>{t('Try again in a few seconds, or with words that fewer texts have.')}</Nothing> : null}
          {found === null ? null : (
            <>
              <SearchFacets folded asked={asked} found={found} topics={topics} />
              <SearchFound asked={asked} found={found} later={after !== null} unasked={asksNothing(asked) ? nothingAsked(asked.q) : null} />
            </>
          )}
          {asked.q === '' ? <SearchHelp topic={topics[0] ?? null} author={(await readSite()).author} /> : null}
        </div>
        {found === null ? null : <SearchFacets asked={asked} found={found} topics={topics} />}
      </div>
    </Shell>
  )
}
