import type { ReactNode } from 'react'
import { Icon } from '@/components/icons'
import type { Sight } from '@/components/sight'
import type { Post, PostKind, QuestionStatus } from '@/forum/documents'
import { t } from '@/words'

type Subject = Pick<Post, 'id' | 'kind' | 'state' | 'own' | 'endorsed'> & { locked?: boolean; status?: QuestionStatus }

/**
 * What everybody can do with a post, and in the slot `data-slot="tools"` what only this reader can: nothing on a stored page,
 * where a script lays it in from `ToolTemplates`.
 */
export function ReaderTools({ post, sight, children }: { post: Subject; sight: Sight; children?: ReactNode }) {
  return (
    <>
      {children}
      <a className="tool" href={`/p/${post.id}`} data-copy=""><Icon name="link" />{t('Link')}</a>
      <span className="contents" data-slot="tools"><PersonalTools post={post} sight={sight} /></span>
      <span className="push" />
      {post.own ? null : <a className="tool" href={`/posts/${post.id}/flag`} aria-label={t('Flag')} title={t('Flag')} rel="nofollow"><Icon name="flag" /></a>}
    </>
  )
}

/** The tools of a post's writer, and of moderators and authors. */
function PersonalTools({ post, sight }: { post: Subject; sight: Sight }) {
  const role = sight.view?.role ?? 'member'
  return (
    <>
      {post.own ? <OwnTools post={post} /> : null}
      {role !== 'member' && !post.own && post.state === 'public' ? <HideTool post={post.id} /> : null}
      {role === 'author' && !post.own && post.kind === 'answer' && post.state === 'public' ? <EndorseTool post={post.id} endorsed={post.endorsed} /> : null}
      {role === 'author' && post.kind === 'answer' && post.state === 'public' ? <a className="tool" href={`/posts/${post.id}/note`} rel="nofollow"><Icon name="list" />{t('Note')}</a> : null}
      {role === 'member' && post.own && post.kind === 'question' && post.state === 'public' ? <StatusTool post={post.id} status={post.status ?? 'open'} /> : null}
      {role !== 'member' ? <a className="tool" href={`/posts/${post.id}/moderate`} rel="nofollow"><Icon name="pen" />{t('Tools')}</a> : null}
      {role !== 'member' && post.kind === 'question' ? <QuestionTools post={post.id} locked={post.locked ?? false} status={post.status ?? 'open'} /> : null}
    </>
  )
}

export function OwnTools({ post }: { post: Pick<Subject, 'id' | 'state'> }) {
  return (
    <>
      <a className="tool" href={`/posts/${post.id}/edit`} rel="nofollow"><Icon name="pen" />{t('Edit')}</a>
      <a className="tool" href={`/posts/${post.id}/delete`} rel="nofollow"><Icon name="x" />{post.state === 'held' ? t('Withdraw') : t('Delete')}</a>
    </>
  )
}

function HideTool({ post }: { post: number }) {
  return <a className="tool" href={`/posts/${post}/hide`} rel="nofollow"><Icon name="eye" />{t('Hide')}</a>
}

/** The author's mark on an answer: a form of one button, which states the wish. */
function EndorseTool({ post, endorsed }: { post: number; endorsed: boolean }) {
  return (
    <form method="post" action="/forms/endorse">
      <input type="hidden" name="post" value={post} />
      <button className="tool" name="endorsed" value={endorsed ? '0' : '1'} aria-pressed={endorsed}><Icon name="check" />{t('Endorse')}</button>
    </form>
  )
}

function QuestionTools({ post, locked, status }: { post: number; locked: boolean; status: QuestionStatus }) {
  return (
    <>
      <StatusTool post={post} status={status} />
      <form method="post" action="/forms/lock">
        <input type="hidden" name="post" value={post} />
        <button className="tool" name="locked" value={locked ? '0' : '1'} aria-pressed={locked}><Icon name="lock" />{t('Lock')}</button>
      </form>
    </>
  )
}

function StatusTool({ post, status }: { post: number; status: QuestionStatus }) {
  return <a className="tool" href={`/posts/${post}/status`} rel="nofollow" data-status={status}><Icon name="open" />{t('Set status')}</a>
}

const kinds: PostKind[] = ['question', 'answer', 'comment']

/** The personal tools once each, for a post numbered 0, to be laid over stored pages. */
export function ToolTemplates() {
  return (
    <>
      <template data-for="own-tools"><OwnTools post={{ id: 0, state: 'public' }} /></template>
      {kinds.map(kind => <template key={kind} data-for="moderator-tools" data-kind={kind}><Blank kind={kind} role="moderator" /></template>)}
      {kinds.map(kind => <template key={kind} data-for="author-tools" data-kind={kind}><Blank kind={kind} role="author" /></template>)}
    </>
  )
}

function Blank({ kind, role }: { kind: PostKind; role: 'moderator' | 'author' }) {
  const view = { handle: '', name: '', role, waiting: null, unread: 0 }
  return <PersonalTools post={{ id: 0, kind, state: 'public', own: false, endorsed: false }} sight={{ view, voted: new Set() }} />
}
