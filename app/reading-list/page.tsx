import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Notice } from '@/components/notice'
import { mayEver } from '@/forum/policy'
import { exportList, listSeen, previewList } from '@/reading-list/apply'
import { openUnsettled } from '@/reading-list/assessment'
import { headingOf } from '../heading'
import { oneOf, readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { WhatWouldChange } from './changes'
import { Unsettled } from './unsettled'
import { t } from '@/words'

export function generateMetadata() {
  return headingOf({ title: t('Reading list'), path: '/reading-list', index: false })
}

/** The author's workspace: the list as Markdown on one side, what a changed text would do on the other. */
export default async function ReadingListPage({ searchParams }: { searchParams: Given }) {
  const viewer = await currentViewer()
  if (!mayEver(viewer, 'lists.read')) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const state = await kept()
  const present = await exportList()
  const edited = state?.fields['list'] ?? null
  const preview = edited === null ? null : await previewList(edited)
  const unsettled = await openUnsettled(viewer)
  const given = await readGiven(searchParams)
  const applied = given('applied')
  const took = state === null ? oneOf(given('settled'), ['site', 'file']) : null
  return (
    <Shell current="reading-list" path="/reading-list">
      <div className="row justify-between"><h1>{t('Reading list')}</h1><a className="btn compact plain" href="/reading-list/export" download="reading-list.md">{t('Export')}</a></div>
      <p className="soft mt-2 max-w-[40rem]">{t('The Markdown is the source. Nothing changes on the site until you apply, and no thread that others wrote in is ever deleted.')}</p>
      {applied !== null && state === null ? <Notice tone="good" live="status">{applied === '0' ? t('Nothing was to be changed.') : t('Applied: {0} changes.', applied)}</Notice> : null}
      {took === null ? null : <Notice tone="good" live="status">{took === 'site' ? t('The site’s text stays. The file’s is asked about no more until it changes again.') : t('The file’s text was taken.')}</Notice>}
      {state?.refusal ? <Notice tone="danger" live="alert">{state.refusal.text}{edited === null || state.refusal.code === 'list-changed' ? '' : t(' Your text is kept.')}</Notice> : null}
      {unsettled.length === 0 ? null : (
        <section className="mt-5" aria-labelledby="unsettled">
          <h2 id="unsettled">{t('Changed here and in the file')}</h2>
          <p className="soft mt-2 max-w-[40rem]">{t('The site’s text stands until you choose. Nothing of either is lost.')}</p>
          {unsettled.map(paper => paper.file === null ? null : <Unsettled key={paper.id} paper={paper} file={paper.file} back="/reading-list" title={paper.titleHtml} />)}
        </section>
      )}
      <form className="desk" method="post" action="/forms/reading-list-check">
        <input type="hidden" name="seen" value={listSeen(present)} />
        <section aria-labelledby="list-title">
          <div className="pane-h"><h2 id="list-title">{t('reading-list.md')}</h2><span className="small faint">{edited === null ? t('As it is on the site') : t('Edited, not applied')}</span></div>
          <textarea className="input md" name="list" aria-labelledby="list-title" spellCheck={false} defaultValue={edited ?? present} aria-invalid={edited !== null && state?.refusal ? true : undefined} />
          <div className="send"><button className="btn">{t('Check changes')}</button><p className="why">{t('At most 2 MB of Markdown.')}</p></div>
        </section>
        <section aria-labelledby="changes-title">
          <div className="pane-h"><h2 id="changes-title">{t('What would change')}</h2></div>
          {preview?.ok ? <WhatWouldChange preview={preview.value} /> : <p className="soft">{t('Edit the text or paste another list, then check. You see each addition, change and removal before it happens.')}</p>}
        </section>
      </form>
    </Shell>
  )
}
