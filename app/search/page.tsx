import { Choice } from '@/components/field'
import { Hits } from '@/components/hits'
import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { topicOptions } from '@/components/paper-filter'
import { SearchForm } from '@/components/search-form'
import { address } from '@/components/words'
import { trySearch } from '@/forum/search'
import { listTopics } from '@/forum/topics'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { searchParams: Given }
const kinds = [{ value: '', label: t('Everything') }, { value: 'paper', label: t('Papers and notes') }, { value: 'question', label: t('Questions') }, { value: 'answer', label: t('Answers') }, { value: 'comment', label: t('Comments') }]
const statuses = [{ value: '', label: t('Any') }, { value: 'open', label: t('Open') }, { value: 'answered', label: t('Answered') }, { value: 'disputed', label: t('Disputed') }, { value: 'closed', label: t('Closed') }]

export async function generateMetadata({ searchParams }: Props) {
  const q = (await readGiven(searchParams))('q')
  return headingOf({ title: q === null ? t('Search') : t('{0} – search', q), path: '/search', index: false, description: t('Search papers, questions, answers and notes.') })
}

export default async function SearchPage({ searchParams }: Props) {
  const given = await readGiven(searchParams)
  const q = given('q')
  const kind = oneOf(given('kind'), ['paper', 'question', 'answer', 'comment'])
  const status = oneOf(given('status'), ['open', 'answered', 'disputed', 'closed'])
  const filter = { kind, topic: given('topic'), status }
  const topics = await listTopics()
  const searched = q === null ? null : await trySearch({ q, ...filter, after: given('after') })
  const found = searched?.ok ? searched.value : null
  const asAddress = { q, ...filter }
  return (
    <Shell current="search" path="/search">
      <EarlyFonts pieces={found === null ? [] : found.hits.map(hit => hit.titleHtml)} />
      <div className="spread"><div className="column">
        <h1 className={q === null ? '' : 'vh'}>{t('Search')}</h1>
        <div className={q === null ? 'mt-4' : ''}>
          <SearchForm q={q ?? ''}>
            <div className="filters">
              <Choice label={t('Kind')} name="kind" defaultValue={kind ?? ''} options={kinds} />
              <Choice label={t('Status')} name="status" defaultValue={status ?? ''} options={statuses} />
              <Choice label={t('Topic')} name="topic" defaultValue={filter.topic ?? ''} options={topicOptions(topics)} />
            </div>
          </SearchForm>
        </div>
        {searched?.ok === false ? <Nothing title={t('The search took too long')}>{t('Try again in a few seconds, or with words that fewer texts have.')}</Nothing> : null}
        {found === null || q === null ? null : (
          <>
            {found.hits.length > 0 ? <Hits hits={found.hits} /> : (
              <Nothing title={t('Nothing for “{0}”', q)} actions={kind || status || filter.topic ? <a className="btn" href={address('/search', { q })}>{t('Search without filters')}</a> : undefined}>
                {worded('Try fewer words, or the first letters of one. The {0} and the {1} are short enough to look through.', <a href="/papers">{t('list of papers')}</a>, <a href="/questions">{t('open questions')}</a>)}
              </Nothing>
            )}
            <Pages label={t('Pages of results')} first={given('after') === null ? null : address('/search', asAddress)} next={found.next === null ? null : address('/search', { ...asAddress, after: found.next })} />
          </>
        )}
      </div></div>
    </Shell>
  )
}
