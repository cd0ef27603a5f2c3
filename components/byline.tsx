import { Time } from '@/components/time'
import type { Writer } from '@/forum/documents'
import { t } from '@/words'

/** Who wrote it: a name, a link where there is a person's page, and a role in words where it is not "member". */
export function Who({ writer }: { writer: Writer }) {
  if ('guest' in writer) return <><bdi className="who">{writer.guest}</bdi><span className="role">{t('guest')}</span></>
  if (writer.former) return <bdi className="who">{writer.name}</bdi>
  return (
    <>
      <a className="who" href={`/people/${writer.handle}`}><bdi>{writer.name}</bdi></a>
      {writer.role === 'author' ? <span className="role author">{t('author')}</span> : null}
      {writer.role === 'moderator' ? <span className="role">{t('moderator')}</span> : null}
    </>
  )
}

/** Name, date (the lasting link to the post) and whether it was edited (the link to its former texts). */
export function Byline({ writer, date, link, edited }: { writer: Writer; date: Date; link?: string; edited?: { link: string; words: string } | null }) {
  return (
    <p className="byline">
      <Who writer={writer} />
      <Dot />
      {link === undefined ? <Time date={date} /> : <a href={link}><Time date={date} /></a>}
      {edited ? <><Dot /><a href={edited.link}>{edited.words}</a></> : null}
    </p>
  )
}

function Dot() {
  return <span aria-hidden="true">·</span>
}
