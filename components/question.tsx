import { Anchor } from '@/components/anchor'
import { Comments } from '@/components/comments'
import { EditNotes } from '@/components/edit-notes'
import { Expert } from '@/components/expert'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { StripNotes } from '@/components/notes'
import { placesOf, shortAuthors, venueOf } from '@/components/paper-facts'
import { PostBody, PostByline, PostTools } from '@/components/post'
import { isTombstone, PostState, tombstoneOf } from '@/components/post-state'
import type { Sight } from '@/components/sight'
import { Status } from '@/components/status'
import { MergedQuestions, Standing } from '@/components/thread-frame'
import type { Comment, Paper, Question as Document, Thread } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Given = { thread: Pick<Thread, 'merged' | 'duplicateOf' | 'duplicates'>; question: Document; comments: Comment[]; paper: Paper; legend: string | null; sight: Sight; target: number | null }

/** The question at the head of its thread, with the author's notes folded under its byline on narrow screens. */
export function Question({ thread, question, comments, paper, legend, sight, target }: Given) {
  const removed = isTombstone(question)
  return (
    <article className={question.state !== 'public' && !removed ? 'post question hang is-held' : 'post question hang'} id={`post-${question.id}`} data-post={question.id} data-state={question.state} data-locked={question.locked ? '' : undefined} aria-label={t('Question {0}', question.number)} tabIndex={-1}>
      <p className="soft">{worded('Question {0} on {1}', question.number, <a href={paper.url}><Html as="span" html={paper.titleHtml} /></a>)}</p>
      {removed ? <h1>{worded('Question {0}', question.number)}</h1> : <Html as="h1" html={question.headingHtml} />}
      {removed ? null : (
        <div className="row">
          <PostByline post={question} />
          <Status status={question.status} why={question.statusWhy} />
          {question.anchor === null ? null : <Anchor anchor={question.anchor} href={placesOf(paper)[0]?.href} />}
          {question.expertise === null || question.status === 'answered' || question.status === 'closed' ? null : <Expert expertise={question.expertise} />}
          {question.state === 'public' ? <Follow kind="question" id={String(question.id)} following={sight.following} /> : null}
        </div>
      )}
      {removed ? null : <PostState post={question} waiting={sight.waiting?.get(question.id)} />}
      <StripNotes assessments={paper.assessments} legend={legend} edit={<EditNotes slug={paper.slug} author={sight.view?.role === 'author'} />}><PaperLineOf paper={paper} /></StripNotes>
      <div data-standing=""><Standing question={question} thread={thread} /></div>
      {removed ? <p className="tombstone">{tombstoneOf(question, true)}</p> : <PostBody post={question} large />}
      {removed ? null : <PostTools post={question} sight={sight} reply={t('Comment')} />}
      <MergedQuestions merged={thread.merged} />
      {comments.length === 0 ? null : <Comments comments={comments} sight={sight} target={target} />}
    </article>
  )
}

function PaperLineOf({ paper }: { paper: Paper }) {
  const facts = [shortAuthors(paper.authors), venueOf(paper)].filter(fact => fact !== null).join(', ')
  return (
    <p className="small faint mt-3">
      {facts}
      {placesOf(paper).map(place => <span key={place.href}> · <a href={place.href} rel="noopener">{place.label}</a></span>)}
    </p>
  )
}
