import { SearchForm } from '@/components/search-form'
import { Shell } from './shell'
import { t } from '@/words'

export const metadata = { title: t('No page here'), robots: { index: false } }

export default function NotFound() {
  return (
    <Shell>
      <section className="state">
        <h1>{t('There is no page here')}</h1>
        <p>{t('The paper may have a new address, or the link lost a piece. Nothing that was published is deleted.')}</p>
        <div className="mt-5 max-w-measure"><SearchForm name={t('Search for the page')} /></div>
        <p className="mt-6 text-sm"><a href="/papers">{t('All papers')}</a> · <a href="/questions">{t('Open questions')}</a></p>
      </section>
    </Shell>
  )
}
