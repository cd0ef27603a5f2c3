import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { Citations, LastingAddress } from '@/components/citation'
import { Crumbs } from '@/components/crumbs'
import { EarlyFonts } from '@/components/early-fonts'
import { Html } from '@/components/html'
import { readCitedPaper } from '@/forum/citing'
import { absolute } from '@/forum/rendering'
import { citationsOf } from '../../../cited/citations'
import { headingOf } from '../../../heading'
import { slugFrom } from '../../../parameters'
import { Shell } from '../../../shell'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string }> }

const citedAt = cache(async (slug: string) => {
  const cited = await readCitedPaper(slug)
  if (cited === null) notFound()
  if ('movedTo' in cited) permanentRedirect(`${cited.movedTo}/cite`)
  return cited.found
})

export async function generateMetadata({ params }: Props) {
  const { paper } = await citedAt(slugFrom((await params).slug))
  return headingOf({ title: t('Cite {0}', paper.title), path: `${paper.url}/cite`, index: false })
}

export default async function CitePaperPage({ params }: Props) {
  const { paper, work } = await citedAt(slugFrom((await params).slug))
  return (
    <Shell current="papers" path={`${paper.url}/cite`}>
      <EarlyFonts pieces={[paper.titleHtml]} />
      <Crumbs steps={[{ href: '/papers', title: t('Papers') }, { href: paper.url, title: paper.title, titleHtml: paper.titleHtml }]} />
      <div className="spread"><div className="column">
        <h1>{t('Cite this paper')}</h1>
        <Html as="p" className="soft mt-2" html={paper.titleHtml} />
        <Citations citations={citationsOf(work, paper.url)} />
        <LastingAddress title={t('This site’s page on it')} address={absolute(paper.url)} />
      </div></div>
    </Shell>
  )
}
