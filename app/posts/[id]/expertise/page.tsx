import { forbidden, notFound, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { ExpertiseForm } from '@/components/expertise-form'
import { Refused } from '@/components/refused'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Who could answer it'), path: (await postAt(props)).question.url, index: false })
}

/** Where the asker, a moderator or an author says what kind of expert a question wants. */
export default async function ExpertisePage(props: Props) {
  const about = await postAt(props)
  if (about.post.kind !== 'question') notFound()
  if (!about.may.expertise) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const form = await kept()
  return (
    <PostFrame about={about} title={t('Who could answer it')}>
      <div className="mt-4"><Refused kept={form} /></div>
      <ExpertiseForm about={about} show="expertise" kept={form} />
    </PostFrame>
  )
}
