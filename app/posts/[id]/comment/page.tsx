import { currentView, kept } from '@/auth/current'
import { nameOf } from '@/components/words'
import { Notice } from '@/components/notice'
import { WriteForm } from '@/components/write-form'
import { readGuide } from '@/forum/house-rules'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Comment on “{0}”', (await postAt(props)).question.heading), path: (await postAt(props)).question.url, index: false })
}

export default async function CommentPage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  const form = await kept()
  const own = form !== null && form.form === 'comment' ? form : null
  const title = post.kind === 'question' ? t('Comment on the question') : `${post.kind === 'comment' ? t('Reply to') : t('Comment on the answer by')} ${nameOf(post.writer)}`
  return (
    <PostFrame about={about} title={title} quoted>
      {about.may.comment || own !== null ? (
        <WriteForm form="comment" show={`/posts/${post.id}/comment`} place={{ name: 'parent', value: post.id }} kept={own} signedIn={await currentView()} guide={(await readGuide())?.html ?? null} focus />
      ) : <div className="mt-4"><Notice lead={question.locked ? t('Locked.') : t('Not public.')}>{question.locked ? t('A moderator has locked this thread. It can still be read and voted on.') : t('Only a public post can be commented on.')}</Notice></div>}
    </PostFrame>
  )
}
