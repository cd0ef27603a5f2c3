import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Notice } from '@/components/notice'
import { mayEver } from '@/forum/policy'
import { exportList, previewList } from '@/reading-list/apply'
import { headingOf } from '../heading'
import { readGiven, type Given } from '../parameters'
import { Shell } from '../shell'
import { WhatWouldChange } from './changes'

export function generateMetadata() {
  return headingOf({ title: 'Reading list', path: '/reading-list', index: false })
}

/** The author's workspace: the list as Markdown on one side, what a changed text would do on the other. */
export default async function ReadingListPage({ searchParams }: { searchParams: Given }) {
  const viewer = await currentViewer()
  if (!mayEver(viewer, 'lists.read')) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const state = await kept()
  const text = state?.fields['list'] ?? await exportList()
  const preview = state === null ? null : await previewList(text)
  const applied = (await readGiven(searchParams))('applied')
  return (
    <Shell current="reading-list" path="/reading-list">
      <div className="row justify-between"><h1>Reading list</h1><a className="btn compact plain" href="/reading-list/export" download="reading-list.md">Export</a></div>
      <p className="soft mt-2 max-w-[40rem]">The Markdown is the source. Nothing changes on the site until you apply, and no thread that others wrote in is ever deleted.</p>
      {applied !== null && state === null ? <Notice tone="good" live="status">{applied === '0' ? 'Nothing was to be changed.' : `Applied: ${applied} changes.`}</Notice> : null}
      {state?.refusal ? <Notice tone="danger" live="alert">{state.refusal.text} Your text is kept.</Notice> : null}
      <form className="desk" method="post" action="/forms/reading-list-check">
        <section aria-labelledby="list-title">
          <div className="pane-h"><h2 id="list-title">reading-list.md</h2><span className="small faint">{state === null ? 'As it is on the site' : 'Edited, not applied'}</span></div>
          <textarea className="input md" name="list" aria-labelledby="list-title" spellCheck={false} defaultValue={text} aria-invalid={state?.refusal ? true : undefined} />
          <div className="send"><button className="btn">Check changes</button><p className="why">At most 2 MB of Markdown.</p></div>
        </section>
        <section aria-labelledby="changes-title">
          <div className="pane-h"><h2 id="changes-title">What would change</h2></div>
          {preview?.ok ? <WhatWouldChange preview={preview.value} /> : <p className="soft">Edit the text or paste another list, then check. You see each addition, change and removal before it happens.</p>}
        </section>
      </form>
    </Shell>
  )
}
