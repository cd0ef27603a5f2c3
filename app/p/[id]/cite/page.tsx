import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Citations, LastingAddress } from '@/components/citation'
import { Crumbs } from '@/components/crumbs'
import { EarlyFonts } from '@/components/early-fonts'
import { Notice } from '@/components/notice'
import { lastingPath } from '@/forum/urls'
import { citedPost } from '../../../cited/answer'
import { citationsOf } from '../../../cited/citations'
import { headingOf } from '../../../heading'
import { readGiven, type Given } from '../../../parameters'
import { Shell } from '../../../shell'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ id: string }>; searchParams: Given }

const titles = { question: t('Cite this question'), answer: t('Cite this answer'), comment: t('Cite this comment') } as const

const citedAt = cache(async (id: string, revision: string | null) => await citedPost(id, revision) ?? notFound())

/** What is cited, and what of its address says which text of it: nothing for that which stands now. */
async function askedOf({ params, searchParams }: Props) {
  const revision = (await readGiven(searchParams))('revision')
  const cited = await citedAt((await params).id, revision)
  return { ...cited, path: lastingPath(cited.id), query: revision === null ? '' : `?revision=${cited.revision}` }
}

export async function generateMetadata(props: Props) {
  const { kind, path, query } = await askedOf(props)
  return headingOf({ title: titles[kind], path: `${path}/cite${query}`, index: false })
}

export default async function CitePostPage(props: Props) {
  const { kind, path, query, paper, question, revision, isFormer, revisionUrl, work } = await askedOf(props)
  return (
    <Shell path={`${path}/cite${query}`}>
      <EarlyFonts pieces={[paper.titleHtml, question.headingHtml]} />
      <Crumbs steps={[{ href: `/papers/${paper.slug}`, title: paper.title, titleHtml: paper.titleHtml }, { href: path, title: question.heading, titleHtml: question.headingHtml }]} />
      <div className="spread"><div className="column">
        <h1>{titles[kind]}</h1>
        {isFormer ? <div className="mt-4"><Notice icon="clock">{worded('A former text is cited here, revision {0}. {1}', revision, <a href={`${path}/cite`}>{t('Cite the present text')}</a>)}</Notice></div> : null}
        <Citations citations={citationsOf(work, path, query)} />
        <LastingAddress title={t('Revision {0}', revision)} address={revisionUrl}>{t('This address leads to this very text, whatever becomes of it later.')}</LastingAddress>
      </div></div>
    </Shell>
  )
}
