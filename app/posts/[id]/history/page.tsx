import { notFound } from 'next/navigation'
import { currentViewer } from '@/auth/current'
import { Difference } from '@/components/difference'
import { Html } from '@/components/html'
import { Time } from '@/components/time'
import { readRevisions } from '@/forum/revisions'
import { difference } from '@/text/difference'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Former texts'), path: (await postAt(props)).question.url, index: false })
}

/** Each former text against the one that followed it, newest first; the first text stands whole at the end. */
export default async function HistoryPage(props: Props) {
  const about = await postAt(props)
  const history = await readRevisions(about.post.id, await currentViewer())
  if (history === null) notFound()
  const { post, title, revisions } = history
  const texts = [{ number: post.revision, title, body: post.body, createdAt: post.editedAt ?? post.createdAt }, ...revisions]
  const first = revisions.at(-1)
  return (
    <PostFrame about={about} title={t('Former texts')}>
      <p className="soft mt-2">{revisions.length === 0 ? t('This post was never changed.') : t('What was added is underlined, what was taken out is struck through.')}</p>
      <div className="versions">
        {texts.slice(0, -1).map((text, at) => {
          const before = texts[at + 1]
          return (
            <section key={text.number} aria-labelledby={`revision-${text.number}`}>
              <h2 id={`revision-${text.number}`}>{worded('Changed on {0}', <Time date={text.createdAt} />)}</h2>
              {before && before.title !== text.title ? <p className="small">{worded('Title: {0} {1}', <del>{before.title ?? t('none')}</del>, <ins>{text.title ?? t('none')}</ins>)}</p> : null}
              <Difference changes={difference(before?.body ?? '', text.body)} />
              <p className="small faint mt-1">{before ? <a href={`/p/${post.id}?revision=${before.number}`}>{t('The text before')}</a> : null}</p>
            </section>
          )
        })}
        {first === undefined ? null : (
          <section aria-labelledby="first-text">
            <h2 id="first-text">{worded('First written on {0}', <Time date={first.createdAt} />)}</h2>
            <Html className="prose" html={first.html} />
          </section>
        )}
      </div>
    </PostFrame>
  )
}
