import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Refused } from '@/components/refused'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Delete'), path: (await postAt(props)).question.url, index: false })
}

export default async function DeletePage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  const form = await kept()
  if (post.state === 'deleted') {
    return (
      <PostFrame about={about} title={t('Your {0} is deleted', post.kind)}>
        <Refused kept={form} />
        {about.undoUntil !== null && about.may.undelete ? (
          <form method="post" action="/forms/undelete">
            <p className="soft mt-2">{worded('You can take that back for ten minutes, until {0} UTC.', about.undoUntil.toISOString().slice(11, 16))}</p>
            <input type="hidden" name="post" value={post.id} />
            <div className="send"><button className="btn primary">{t('Undo')}</button><a className="btn plain" href={question.url}>{t('Back to the thread')}</a></div>
          </form>
        ) : <div className="send"><a className="btn" href={question.url}>{t('Back to the thread')}</a></div>}
      </PostFrame>
    )
  }
  if (!about.may.delete) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const word = post.state === 'held' ? t('Withdraw') : t('Delete')
  return (
    <PostFrame about={about} title={t('{0} your {1}?', word, post.kind)} quoted>
      <Refused kept={form} />
      <form method="post" action="/forms/delete" data-dialog="delete">
        <p className="soft mt-4">{post.state === 'held' ? t('It then waits no longer, and nobody sees it.') : t('Where others replied, a line stays in its place and their replies stay; else nothing does.')}</p>
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="thread" value={question.id} />
        <div className="send"><button className="btn danger">{word}</button><a className="btn plain" href={`/p/${post.id}`} data-cancel="">{t('Keep it')}</a></div>
      </form>
    </PostFrame>
  )
}
