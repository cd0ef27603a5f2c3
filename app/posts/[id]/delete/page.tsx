import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Refused } from '@/components/refused'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'

export async function generateMetadata(props: Props) {
  return headingOf({ title: 'Delete', path: (await postAt(props)).question.url, index: false })
}

export default async function DeletePage(props: Props) {
  const about = await postAt(props)
  const { post, question } = about
  const form = await kept()
  if (post.state === 'deleted') {
    return (
      <PostFrame about={about} title={`Your ${post.kind} is deleted`}>
        <Refused kept={form} />
        {about.undoUntil !== null && about.may.undelete ? (
          <form method="post" action="/forms/undelete">
            <p className="soft mt-2">You can take that back for ten minutes, until {about.undoUntil.toISOString().slice(11, 16)} UTC.</p>
            <input type="hidden" name="post" value={post.id} />
            <div className="send"><button className="btn primary">Undo</button><a className="btn plain" href={question.url}>Back to the thread</a></div>
          </form>
        ) : <div className="send"><a className="btn" href={question.url}>Back to the thread</a></div>}
      </PostFrame>
    )
  }
  if (!about.may.delete) return (await currentViewer()).kind === 'guest' ? unauthorized() : forbidden()
  const word = post.state === 'held' ? 'Withdraw' : 'Delete'
  return (
    <PostFrame about={about} title={`${word} your ${post.kind}?`} quoted>
      <Refused kept={form} />
      <form method="post" action="/forms/delete" data-dialog="delete">
        <p className="soft mt-4">{post.state === 'held' ? 'It then waits no longer, and nobody sees it.' : 'Where others replied, a line stays in its place and their replies stay; else nothing does.'}</p>
        <input type="hidden" name="post" value={post.id} />
        <input type="hidden" name="thread" value={question.id} />
        <div className="send"><button className="btn danger">{word}</button><a className="btn plain" href={`/p/${post.id}`} data-cancel="">Keep it</a></div>
      </form>
    </PostFrame>
  )
}
