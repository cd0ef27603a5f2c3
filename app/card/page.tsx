import { notFound } from 'next/navigation'
import { ReferenceCard } from '@/components/reference-card'
import { readCard } from '@/forum/reference-cards'
import { readSite } from '@/forum/site'
import { headingOf } from '../heading'
import { readGiven, type Given } from '../parameters'
import { t } from '@/words'

export function generateMetadata() {
  return headingOf({ title: t('In brief'), path: '/card', index: false })
}

/** What a place of this site is about, in brief: a script shows it over links that lead there. */
export default async function CardPage({ searchParams }: { searchParams: Given }) {
  const card = await readCard((await readGiven(searchParams))('path') ?? '')
  if (card === null) notFound()
  return <main><ReferenceCard card={card} site={await readSite()} /></main>
}
