import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Notice } from '@/components/notice'
import { AppealForm, StatementOf } from '@/components/own-statement'
import { PostBody, PostByline } from '@/components/post'
import { Refused } from '@/components/refused'
import { readOwnStatement } from '@/forum/appealing'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('What was decided'), path: (await postAt(props)).question.url, index: false })
}

/** The statement on one's own post that was taken down, and the form of the one appeal. */
export default async function AppealPage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  const viewer = await currentViewer()
  if (!post.own) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const told = await readOwnStatement(viewer, post.id)
  if (told === null) return notFound()
  const form = await kept()
  return (
    <PostFrame about={about} title={t('Your {0}', post.kind)}>
      <div className="mt-4"><Refused kept={form} /></div>
      <StatementOf told={told} />
      {post.decision?.mayRevise === true ? <p className="mt-4"><a className="btn" href={`/posts/${post.id}/edit`}>{t('Edit it once, and send it again')}</a></p> : null}
      {told.mayAppeal ? <AppealForm action="/forms/appeal" about={{ name: 'post', value: String(post.id) }} kept={form} cancel={post.url} />
        : post.state === 'public' ? <div className="mt-4"><Notice tone="good" lead={t('Everybody can read it.')}><a href={post.url}>{t('See it in its thread')}</a>.</Notice></div> : null}
      <article className="mt-7" aria-label={t('Your {0}', post.kind)}><PostByline post={post} /><PostBody post={post} /></article>
    </PostFrame>
  )
}
