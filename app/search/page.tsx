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

type Props = { searchParams: Given }
const kinds = [{ value: '', label: 'Everything' }, { value: 'paper', label: 'Papers and notes' }, { value: 'question', label: 'Questions' }, { value: 'answer', label: 'Answers' }, { value: 'comment', label: 'Comments' }]
const statuses = [{ value: '', label: 'Any' }, { value: 'open', label: 'Open' }, { value: 'answered', label: 'Answered' }, { value: 'disputed', label: 'Disputed' }, { value: 'closed', label: 'Closed' }]

export async function generateMetadata({ searchParams }: Props) {
  const q = (await readGiven(searchParams))('q')
  return headingOf({ title: q === null ? 'Search' : `${q} – search`, path: '/search', index: false, description: 'Search papers, questions, answers and notes.' })
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
        <h1 className={q === null ? '' : 'vh'}>Search</h1>
        <div className={q === null ? 'mt-4' : ''}>
          <SearchForm q={q ?? ''}>
            <div className="filters">
              <Choice label="Kind" name="kind" defaultValue={kind ?? ''} options={kinds} />
              <Choice label="Status" name="status" defaultValue={status ?? ''} options={statuses} />
              <Choice label="Topic" name="topic" defaultValue={filter.topic ?? ''} options={topicOptions(topics)} />
            </div>
          </SearchForm>
        </div>
        {searched?.ok === false ? <Nothing title="The search took too long">Try again in a few seconds, or with words that fewer texts have.</Nothing> : null}
        {found === null || q === null ? null : (
          <>
            {found.hits.length > 0 ? <Hits hits={found.hits} /> : (
              <Nothing title={`Nothing for “${q}”`} actions={kind || status || filter.topic ? <a className="btn" href={address('/search', { q })}>Search without filters</a> : undefined}>
                Try fewer words, or the first letters of one. The <a href="/papers">list of papers</a> and the <a href="/questions">open questions</a> are short enough to look through.
              </Nothing>
            )}
            <Pages label="Pages of results" first={given('after') === null ? null : address('/search', asAddress)} next={found.next === null ? null : address('/search', { ...asAddress, after: found.next })} />
          </>
        )}
      </div></div>
    </Shell>
  )
}
