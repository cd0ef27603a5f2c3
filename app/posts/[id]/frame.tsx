import type { ReactNode } from 'react'
import { PostByline, PostBody } from '@/components/post'
import { PostState } from '@/components/post-state'
import { Crumbs } from '@/components/crumbs'
import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import type { OnePost } from '@/forum/one-post'
import { Shell } from '../../shell'
import { t } from '@/words'

/** A page about one post: where it stands, what is done with it, and, with `quoted`, the post itself. */
export function PostFrame({ about, title, quoted = false, children }: { about: OnePost; title: string; quoted?: boolean; children: ReactNode }) {
  const { post, question, paper } = about
  return (
    <Shell path={question.url}>
      <EarlyFonts pieces={[post.html, question.headingHtml]} />
      <Crumbs steps={[{ href: `/papers/${paper.slug}`, title: paper.title, titleHtml: paper.titleHtml }, { href: post.state === 'deleted' ? question.url : `/p/${post.id}`, title: question.heading, titleHtml: question.headingHtml }]} />
      <div className="desk-form" data-page={title}>
        <h1>{title}</h1>
        {quoted ? <Quoted about={about} /> : null}
        {children}
      </div>
    </Shell>
  )
}

function Quoted({ about: { post, question } }: { about: OnePost }) {
  return (
    <article className="mt-4" aria-label={t('The {0} this is about', post.kind)}>
      {post.kind === 'question' ? <Html as="p" className="label" html={question.headingHtml} /> : null}
      <PostState post={post} />
      <PostByline post={post} />
      <PostBody post={post} />
    </article>
  )
}
