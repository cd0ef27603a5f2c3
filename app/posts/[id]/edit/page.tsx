import { forbidden, unauthorized } from 'next/navigation'
import { currentView, currentViewer, kept } from '@/auth/current'
import { EditForm } from '@/components/edit-form'
import { PostState } from '@/components/post-state'
import { anchorChoices } from '@/components/anchor-fields'
import { readProposed } from '@/forum/receipts'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { Versions } from './versions'
import { WaitingChange } from './waiting-change'
import { t } from '@/words'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Edit'), path: (await postAt(props)).question.url, index: false })
}

export default async function EditPage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  const form = await kept()
  const own = form !== null && form.form === 'edit' ? form : null
  const isGuest = (await currentViewer()).kind === 'guest'
  if (!about.may.edit && own === null) return isGuest ? unauthorized() : forbidden()
  const current = own?.current ?? null
  const view = await currentView()
  const changes = await readProposed(await currentViewer(), post.id)
  // A guest's change of a published question leaves its place in the paper.
  const waits = isGuest && post.state === 'public'
  return (
    <PostFrame about={about} title={t('Edit your {0}', post.kind)}>
      <div className="mt-4"><PostState post={post} /></div>
      <WaitingChange changes={changes} post={post} secret={null} />
      <EditForm
        action="/forms/edit" id={`edit-${post.id}`} kept={own} as={view?.handle ?? ''} choices={anchorChoices}
        post={{ id: post.id, kind: post.kind, revision: current?.revision ?? post.revision, body: changes.proposal?.body ?? post.body, title: changes.proposal?.title ?? about.title, ...waits ? {} : { anchor: about.anchor } }}
        cancel={`/p/${post.id}`} isGuest={isGuest}
      />
      {current === null ? null : <Versions yours={own?.fields['body'] ?? ''} present={current} />}
    </PostFrame>
  )
}
