import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, isFollowed } from '@/auth/current'
import { Follow } from '@/components/follow'
import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { Nothing } from '@/components/nothing'
import { Pages } from '@/components/pages'
import { Endorsed } from '@/components/recent-answers'
import { Time } from '@/components/time'
import { counted, monthOf } from '@/components/words'
import { findPerson } from '@/forum/persons'
import { readSite } from '@/forum/site'
import { Engines } from '../../engines/data'
import { profileOf } from '../../engines/pages'
import { headingOf } from '../../heading'
import { oneOf, readGiven, type Given } from '../../parameters'
import { Shell } from '../../shell'
import { called, t } from '@/words'
import { worded } from '@/words/worded'

type Props = { params: Promise<{ handle: string }>; searchParams: Given }
const kinds = ['answers', 'questions', 'comments'] as const
const tabs = { answers: t('Answers'), questions: t('Questions'), comments: t('Comments') } as const

const personAt = cache(async (handle: string, kind: string | null, after: string | null) => {
  const person = await findPerson(handle, { kind: oneOf(kind, kinds) ?? undefined, after })
  if (person === null) notFound()
  if ('movedTo' in person) permanentRedirect(person.movedTo)
  return person.found
})

async function personOf({ params, searchParams }: Props) {
  const given = await readGiven(searchParams)
  return personAt((await params).handle, given('kind'), given('after'))
}

export async function generateMetadata(props: Props) {
  const person = await personOf(props)
  return headingOf({ title: person.name, description: person.about || t('Questions, answers and comments by {0}.', person.name), path: `/people/${person.handle}`, feed: `/people/${person.handle}/feed.atom`,
    // Nothing to read yet, and nothing to find.
    index: person.counts.answers + person.counts.questions + person.counts.comments > 0, after: (await readGiven(props.searchParams))('kind') === null ? (await readGiven(props.searchParams))('after') : null })
}

export default async function PersonPage(props: Props) {
  const person = await personOf(props)
  const path = `/people/${person.handle}`
  return (
    <Shell path={path} feed={`${path}/feed.atom`}>
      <Engines data={[person.former ? null : profileOf(person, await readSite())]} />
      <EarlyFonts pieces={person.posts.flatMap(post => [post.question.headingHtml, post.excerptHtml])} />
      <div className="spread">
        <div className="column">
          <header>
            <h1><bdi>{person.name}</bdi></h1>
            {person.about === '' ? null : <p className="soft serif mt-2 text-base max-w-measure" dir="auto">{person.about}</p>}
            <p className="who-facts num">
              <span>@{person.handle}</span>
              {person.role === 'member' ? null : <span className={person.role === 'author' ? 'role author' : 'role'}>{called(person.role)}</span>}
              <span>{worded('Member since {0}', monthOf(person.since))}</span>
              <span>{counted(person.counts.answers, 'answer')}{person.counts.endorsed === 0 ? '' : t(', {0} endorsed', person.counts.endorsed)}</span>
              <span>{counted(person.counts.upvotes, 'upvote')}</span>
              {person.orcid === null ? null : <a href={`https://orcid.org/${person.orcid}`} rel="me noopener">{worded('ORCID {0}', person.orcid)}</a>}
            </p>
            {(await currentView())?.handle === person.handle ? null : <Follow kind="person" id={person.handle} following={await isFollowed(path)} />}
          </header>
          <nav className="tabs line mt-7" aria-label={t('Activity')}>
            {kinds.map(kind => (
              <a key={kind} className="tab" href={`${path}?kind=${kind}`} aria-current={kind === person.kind ? 'page' : undefined}>{tabs[kind]} <span className="num">{person.counts[kind]}</span></a>
            ))}
          </nav>
          {person.posts.length === 0 ? <Nothing title={t('No {0} yet', called(person.kind))}>{worded('What {0} writes in public will stand here.', person.name)}</Nothing> : (
            <ul className="recent">
              {person.posts.map(post => (
                <li key={post.id}>
                  <p className="small faint">{worded('{0}, on {1}', <Time date={post.publicAt} />, <a className="quiet" href={post.question.url}><Html as="span" html={post.question.headingHtml} /></a>)}</p>
                  <p className="prose" dir="auto"><Html as="span" html={post.excerptHtml} /></p>
                  <p className="meta num mt-1.5"><span>{counted(post.score, 'upvote')}</span>{post.endorsed ? <Endorsed /> : null}<a href={post.url}>{t('Read in its thread')}</a></p>
                </li>
              ))}
            </ul>
          )}
          <Pages label={t('Pages of {0}', called(person.kind))} first={(await readGiven(props.searchParams))('after') === null ? null : `${path}?kind=${person.kind}`} next={person.next === null ? null : `${path}?kind=${person.kind}&after=${encodeURIComponent(person.next)}`} />
        </div>
      </div>
    </Shell>
  )
}
