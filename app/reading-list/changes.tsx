import { Difference } from '@/components/difference'
import { Notice } from '@/components/notice'
import type { Imported } from '@/reading-list/apply'
import type { Entry } from '@/reading-list/current'
import type { Rewording } from '@/reading-list/rewordings'
import { difference } from '@/text/difference'

const kinds: Record<Entry['kind'], string> = { topic: 'Topic', paper: 'Paper', note: 'Note', question: 'Question' }
const shownMax = 200

/** The difference as a list, each addition, change and removal in words; and the button that applies it. */
export function WhatWouldChange({ preview }: { preview: Imported & { rewordings: Rewording[] } }) {
  const { found, added, changed, removed, kept, unchanged, problems, rewordings } = preview
  const count = added.length + changed.length + removed.length
  return (
    <>
      <p className="sum num"><span><b>{added.length}</b> added</span><span><b>{changed.length}</b> changed</span><span><b>{removed.length}</b> removed</span><span className="faint">{unchanged} unchanged</span></p>
      <p className="small faint mt-2">Found: {found.topics} topics, {found.papers} papers ({found.up} up, {found.down} down, {found.unrated} unrated), {found.notes} notes, {found.questions} questions.</p>
      <ul className="changes">
        <Entries entries={added} sign="+" word="Added" tone="add" />
        <Entries entries={changed} sign="~" word="Changed" tone="mod" />
        <Entries entries={removed.filter(entry => !kept.includes(entry))} sign="−" word="Removed" tone="del" />
        <Entries entries={kept} sign="−" word="Off the list" tone="del" note="Others wrote under it, so it stays and is marked as no longer on the list. To keep it there, put the line back." />
      </ul>
      {rewordings.length > 0 ? (
        <details className="fold"><summary className="tool">Former and later wordings ({rewordings.length})</summary>
          {rewordings.slice(0, shownMax).map((one, at) => <div key={at} className="mt-3"><p className="small faint">{one.what}</p><Difference changes={difference(one.before, one.after)} /></div>)}
        </details>
      ) : null}
      {problems.length > 0 ? (
        <div className="mt-5"><Notice tone="caution">
          <b>{problems.length === 1 ? 'One line was' : `${problems.length} lines were`} placed by a guess or not understood.</b>
          <ul>{problems.slice(0, shownMax).map((problem, at) => <li key={at}>Line {problem.line}: {problem.text}</li>)}</ul>
        </Notice></div>
      ) : null}
      <div className="send">
        <button className="btn primary" formAction="/forms/reading-list-apply" disabled={count === 0}>{count === 0 ? 'Nothing to apply' : `Apply ${count} ${count === 1 ? 'change' : 'changes'}`}</button>
        <a className="btn plain" href="/reading-list">Discard the edit</a>
      </div>
    </>
  )
}

function Entries({ entries, sign, word, tone, note }: { entries: Entry[]; sign: string; word: string; tone: string; note?: string }) {
  return (
    <>
      {entries.slice(0, shownMax).map((entry, at) => (
        <li key={at} className={tone}><span className="sign" aria-hidden="true">{sign}</span><div>
          <p><span className="vh">{word}: </span>{kinds[entry.kind]}{entry.paper ? ` on ${entry.paper}` : ''}</p>
          <p className="d">{entry.title.slice(0, 300) || 'without a title'}</p>
          {note === undefined ? null : <p className="small soft">{note}</p>}
        </div></li>
      ))}
      {entries.length > shownMax ? <li className={tone}><span className="sign" aria-hidden="true">{sign}</span><p>and {entries.length - shownMax} more</p></li> : null}
    </>
  )
}
