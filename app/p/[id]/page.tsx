import { notFound, redirect } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import { readCitedPost } from '@/forum/citing'
import { findPost } from '@/forum/one-post'
import { readRevisions } from '@/forum/revisions'
import { readSite } from '@/forum/site'
import { placeOf } from '@/forum/threads'
import { RevisionLinks } from '../../engines/links'
import { headingOf } from '../../heading'
import { numberIn, readGiven, type Given } from '../../parameters'
import { PostFrame } from '../../posts/[id]/frame'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ id: string }>; searchParams: Given }

/** A former text is none for search engines: what stands now is. It is a document of its own all the same, with an address of its own. */
export async function generateMetadata({ params, searchParams }: Props) {
  const revision = numberIn((await readGiven(searchParams))('revision'))
  return headingOf({ title: t('A former text'), path: `/p/${numberIn((await params).id) ?? ''}${revision === null ? '' : `?revision=${revision}`}`, index: false })
}

/** The lasting address of a post leads to where it stands now; with `?revision=N` to a former text of it. */
export default async function LastingPage({ params, searchParams }: Props) {
  const asked = numberIn((await params).id)
  const id = asked !== null && asked <= 2_147_483_647 ? asked : notFound()
  const viewer = await currentViewer()
  const revision = numberIn((await readGiven(searchParams))('revision'))
  if (revision === null) redirect(await placeOf(id, viewer) ?? notFound())
  const [about, history] = [await findPost(id, viewer), await readRevisions(id, viewer)]
  const former = history?.revisions.find(text => text.number === revision)
  if (about !== null && history?.post.revision === revision) redirect(await placeOf(id, viewer) ?? notFound())
  if (about === null || former === undefined) notFound()
  const isCitable = await readCitedPost(id, { revision }) !== null
  return (
    <PostFrame about={about} title={t('A former text')}>
      {isCitable ? <RevisionLinks id={id} revision={revision} site={await readSite()} /> : null}
      <div className="mt-4"><Notice icon="clock">{worded('This stood here from {0}, and was changed since. {1} · {2}', <Time date={former.createdAt} />, <a href={`/p/${id}`}>{t('The present text')}</a>, <a href={`/posts/${id}/history`}>{t('All texts')}</a>)}</Notice></div>
      {former.title === null ? null : <p className="label mt-4">{former.title}</p>}
      <Html className="prose mt-4" html={former.html} />
      {isCitable ? <p className="mt-4"><a className="tool" href={`/p/${id}/cite?revision=${revision}`} rel="nofollow">{t('Cite')}</a></p> : null}
    </PostFrame>
  )
}
