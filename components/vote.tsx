import { Icon } from '@/components/icons'
import { t } from '@/words'

/**
 * The upvote: a form of one button, which states the wish (`voted` 1 or 0) and not a change, so that sending it twice is
 * the same as once. Its count stands beside it as text.
 */
export function Vote({ post, score, voted = false, own = false }: { post: number; score: number; voted?: boolean; own?: boolean }) {
  return (
    <form className="vote" method="post" action="/forms/vote" title={own ? t('You cannot upvote your own post.') : undefined}>
      <input type="hidden" name="post" value={post} />
      <button name="voted" value={voted ? '0' : '1'} aria-label={t('Upvote')} aria-pressed={voted} disabled={own} aria-describedby={own ? `own-${post}` : undefined}>
        <Icon name="up" />
      </button>
      <span className="score" data-score="">{score}<span className="vh"> {score === 1 ? t('upvote') : t('upvotes')}</span></span>
      {own ? <span className="vh" id={`own-${post}`}>{t('You cannot upvote your own post.')}</span> : null}
    </form>
  )
}
