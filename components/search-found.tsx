import { Hits } from '@/components/hits'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { filterFields, orders, searchPath } from '@/components/search-links'
import type { Asked } from '@/components/search-links'
import { counted } from '@/components/words'
import type { Found } from '@/forum/search'
import { figures, t } from '@/words'
import { worded } from '@/words/worded'

type Given = { asked: Asked; found: Found }

// Signs that make a query more than words: phrases, formulas, stars, filters, what is left out.
const operators = /["“”$\\:*^_(){}[\]]|(?<!\S)-/u

/** What a search found: how much, in which order, under which spelling; or what to do where it found nothing. */
export function SearchFound({ asked, found, later, unasked = null }: Given & { later: boolean; /** The sentence that says that the query names nothing to look for. */ unasked?: string | null }) {
  return (
    <>
      {found.total === 0 ? null : <div className="found">
        <p className="faint num">{found.more ? t('More than {0}', counted(found.total, 'result')) : `${counted(found.total, 'result')}${partly(found)}`}</p>
        {found.total < 2 ? null : <SearchOrder asked={asked} />}
      </div>}
      <Spelling asked={asked} found={found} />
      {found.remarks.map(remark => <p key={remark} className="small soft mt-2" dir="auto">{remark}</p>)}
      {found.hits.length > 0 ? <Hits hits={found.hits} /> : unasked === null ? <NothingFound asked={asked} /> : <Unasked says={unasked} />}
      <Pages label={t('Pages of results')} first={later ? searchPath(asked) : null} next={found.next === null ? null : searchPath(asked, {}, found.next)} />
    </>
  )
}

/** How many hold all of the query, where not all do. */
function partly({ whole, total }: Found): string {
  if (whole >= total) return ''
  return ` · ${whole === 0 ? t('None holds all of it; these hold a part.') : whole === 1 ? t('1 holds all of it; the others hold a part.') : t('{0} hold all of it; the others hold a part.', figures(whole))}`
}

function Unasked({ says }: { says: string }) {
  return <Nothing title={says} actions={<a className="btn" href="/search">{t('How to search')}</a>}>{t('A search needs a word or a formula.')}</Nothing>
}

function SearchOrder({ asked }: { asked: Asked }) {
  return (
    <nav className="tabs" aria-label={t('Order of the results')}>
      {orders.map(({ value, word }) => <a key={value} className="tab" href={searchPath(asked, { order: value })} aria-current={value === (asked.order ?? 'best') ? 'true' : undefined}>{word}</a>)}
    </nav>
  )
}

/** Another spelling, offered or taken. Words in quotation marks are looked for as they stand. */
function Spelling({ asked, found: { meant, instead } }: Given) {
  if (meant === null) return null
  const other = <a href={searchPath(asked, { q: meant })}><bdi>{meant}</bdi></a>
  if (!instead) return <p className="spelling">{worded('Did you mean {0}?', other)}</p>
  const isLiteral = asked.q.includes('"')
  return (
    <p className="spelling">
      {worded('Nothing for “{0}”; these are for {1}.', <bdi>{asked.q}</bdi>, other)}
      {isLiteral ? null : <>{' '}<a href={searchPath(asked, { q: `"${asked.q}"` })}>{t('Search for exactly what was typed')}</a></>}
    </p>
  )
}

function NothingFound({ asked }: { asked: Asked }) {
  const isNarrowed = filterFields(asked).some(([name]) => name !== 'order')
  const beginning = operators.test(asked.q) ? undefined : /\p{L}{4,}/u.exec(asked.q)?.[0].slice(0, 4)
  return (
    <>
      <Nothing title={t('Nothing for “{0}”', asked.q)} actions={isNarrowed ? <a className="btn" href={searchPath({ q: asked.q })}>{t('Search without filters')}</a> : undefined}>
        {t('Try fewer words, another word for the same, or less of a narrow search.')}
      </Nothing>
      <ul className="ways-on">
        {beginning === undefined ? null : <li>{worded('A star finds all words that begin so: {0}', <a href={searchPath({ q: `${beginning}*` })}><bdi>{`${beginning}*`}</bdi></a>)}</li>}
        <li>{worded('The {0} and the {1} are short enough to look through.', <a href="/papers">{t('list of papers')}</a>, <a href="/questions">{t('open questions')}</a>)}</li>
        <li>{worded('If nobody has asked it yet, {0} and ask.', <a href="/papers">{t('choose the paper')}</a>)}</li>
        <li><a href="/search">{t('How to search')}</a></li>
      </ul>
    </>
  )
}
