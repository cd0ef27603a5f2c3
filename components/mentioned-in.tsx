import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import { nameOf } from '@/components/words'
import type { Mention, MentionedIn as Document, PostKind } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

const namedAtOnce = 5
const kinds = { question: t('question'), answer: t('answer'), comment: t('comment') } as const satisfies Record<PostKind, string>

/** What mentions a post or a paper: the newest five in sight, the others folded. Nothing where nothing does. */
export function MentionedIn({ mentions }: { mentions: Document | null }) {
  if (mentions === null) return null
  const folded = mentions.items.slice(namedAtOnce)
  return (
    <aside className="mentioned" aria-label={t('Mentioned in')}>
      <p className="mentioned-title" aria-hidden="true">{t('Mentioned in')}</p>
      <List items={mentions.items.slice(0, namedAtOnce)} />
      {folded.length === 0 ? null : (
        <details className="fold">
          <summary className="tool"><Icon name="chev" />{t('All {0}', mentions.total)}</summary>
          <List items={folded} />
          {mentions.total > mentions.items.length ? <p className="faint">{t('The newest {0} are named here.', mentions.items.length)}</p> : null}
        </details>
      )}
    </aside>
  )
}

function List({ items }: { items: Mention[] }) {
  return <ul>{items.map((mention, at) => <li key={`${mention.url} ${at}`}><Source mention={mention} /></li>)}</ul>
}

function Source({ mention: { by, url, question, paper } }: { mention: Mention }) {
  const on = <Html as="span" html={paper.titleHtml} />
  if (by === null || question === null) return <>{worded('{0} on {1}', <a href={url}>{t('The author’s notes')}</a>, on)}</>
  return <>{worded('{0} by {1} on {2}: {3}', kinds[by.kind], <bdi>{nameOf(by.writer)}</bdi>, on, <a href={url}><Html as="span" html={question.headingHtml} /></a>)}</>
}
