import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Refused } from '@/components/refused'
import { ThreadTools } from '@/components/thread-tools'
import { readPostDesk } from '@/forum/post-desk'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Tools'), path: (await postAt(props)).question.url, index: false })
}

/** Everything a moderator can do with a post and its thread, each a form of its own. */
export default async function ModeratePage(props: Props) {
  const viewer = await currentViewer()
  if (viewer.kind === 'guest') unauthorized()
  const about = await postAt(props)
  const desk = await readPostDesk(viewer, about.post.id)
  if (desk === null) forbidden()
  const form = await kept()
  return (
    <PostFrame about={about} title={t('Tools for this {0}', about.post.kind)} quoted>
      <div className="mt-4"><Refused kept={form} /></div>
      <ThreadTools about={about} desk={desk} kept={form} />
    </PostFrame>
  )
}
