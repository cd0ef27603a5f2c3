import { Html } from '@/components/html'
import { Time } from '@/components/time'
import { agoOf } from '@/components/words'
import type { OwnDraft } from '@/forum/drafts'
import { t } from '@/words'

const places = { answer: t('Answer to'), comment: t('Comment on'), edit: t('Change in'), ask: t('Question on') } as const
const lost = { answer: t('Answer to a question that is not there now'), comment: t('Comment on a post that is not there now'), edit: t('Change of a post that is not there now'), ask: t('Question on a paper that is not there now') } as const

/** "Pick up where you left": half-written texts with their places, and a way to each. Nothing where there are none. */
export function OwnDrafts({ drafts, now }: { drafts: OwnDraft[]; now: Date }) {
  if (drafts.length === 0) return null
  return (
    <section className="own-drafts" aria-labelledby="own-drafts">
      <div className="head thin"><h2 id="own-drafts">{t('Pick up where you left')}</h2></div>
      <ul>{drafts.map(draft => <li key={draft.place}><OneDraft draft={draft} now={now} /></li>)}</ul>
    </section>
  )
}

function OneDraft({ draft, now }: { draft: OwnDraft; now: Date }) {
  const text = draft.fields['body'] ?? ''
  const words = draft.beginning === '' ? t('Nothing written yet') : draft.beginning
  return (
    <>
      <p className="small">
        {draft.url === null || draft.headingHtml === null ? lost[draft.kind] : <a href={draft.url}>{places[draft.kind]} <Html as="span" html={draft.headingHtml} /></a>}
        <span className="faint"> · <Time date={draft.updatedAt} words={agoOf(draft.updatedAt, now)} /></span>
      </p>
      {draft.url === null ? <details><summary>{words}</summary><pre dir="auto">{text}</pre></details> : <p className="soft" dir="auto">{words}</p>}
      <form method="post" action="/forms/drop-draft">
        <input type="hidden" name="place" value={draft.place} />
        <button className="tool">{t('Drop this draft')}</button>
      </form>
    </>
  )
}
