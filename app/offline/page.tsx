import type { Metadata } from 'next'
import { headingOf } from '../heading'
import { Shell } from '../shell'
import { t } from '@/words'

export function generateMetadata(): Promise<Metadata> {
  return headingOf({ title: t('You are offline'), path: '/offline', index: false })
}

/** Kept by the reader's browser, which puts the pages that were read in the place of the list. */
export default function OfflinePage() {
  return (
    <Shell>
      <h1>{t('You are offline')}</h1>
      <p className="soft">{t('What you have read is here. The rest comes back with the network; what you were writing is kept on this device.')}</p>
      <ul className="sessions" data-kept=""><li>{t('Nothing is kept yet.')}</li></ul>
    </Shell>
  )
}
