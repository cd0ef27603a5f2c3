/** Leads authors to the rating and notes of a paper. Everybody gets the same page: it is shown where an author is known to read,
 *  by the style sheet once a script has said so, or by the server on a page composed for one (`author`). */
import { t } from '@/words'

export function EditNotes({ slug, author }: { slug: string; author: boolean }) {
  return <a className={author ? 'small' : 'small authors-only'} href={`/reading-list/papers/${encodeURIComponent(slug)}`} rel="nofollow">{t('Edit notes')}</a>
}
