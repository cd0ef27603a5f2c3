import { Difference } from '@/components/difference'
import { Notice } from '@/components/notice'
import type { Imported } from '@/reading-list/apply'
import type { Entry } from '@/reading-list/current'
import type { Rewording } from '@/reading-list/rewordings'
import { difference } from '@/text/difference'
import { t } from '@/words'
import { worded } from '@/words/worded'

const kinds: Record<Entry['kind'], string> = { topic: t('Topic'), paper: t('Paper'), note: t('Note'), question: t('Question') }
const shownMax = 200

/** The difference as a list, each addition, change and removal in words; and the button that applies it. */
export function WhatWouldChange({ preview }: { preview: Imported & { rewordings: Rewording[] } }) {
  const { found, added, changed, removed, kept, unchanged, problems, rewordings } = preview
  const count = added.length + changed.length + removed.length
  return (
    <>
      <p className="sum num"><span>{worded('{0} added', <b>{added.length}</b>)}</span><span>{worded('{0} changed', <b>{changed.length}</b>)}</span><span>{worded('{0} removed', <b>{removed.length}</b>)}</span><span className="faint">{worded('{0} unchanged', unchanged)}</span></p>
      <p className="small faint mt-2">{worded('Found: {0} topics, {1} papers ({2} up, {3} down, {4} unrated), {5} notes, {6} questions.', found.topics, found.papers, found.up, found.down, found.unrated, found.notes, found.questions)}</p>
      <ul className="changes">
        <Entries entries={added} sign="+" word={t('Added')} tone="add" />
        <Entries entries={changed} sign="~" word={t('Changed')} tone="mod" />
        <Entries entries={removed.filter(entry => !kept.includes(entry))} sign="−" word={t('Removed')} tone="del" />
        <Entries entries={kept} sign="−" word={t('Off the list')} tone="del" note={t('Others wrote under it, so it stays and is marked as no longer on the list. To keep it there, put the line back.')} />
      </ul>
      {rewordings.length > 0 ? (
        <details className="fold"><summary className="tool">{worded('Former and later wordings ({0})', rewordings.length)}</summary>
          {rewordings.slice(0, shownMax).map((one, at) => <div key={at} className="mt-3"><p className="small faint">{one.what}</p><Difference changes={difference(one.before, one.after)} /></div>)}
        </details>
      ) : null}
      {problems.length > 0 ? (
        <div className="mt-5"><Notice tone="caution">
          <b>{worded('{0} placed by a guess or not understood.', problems.length === 1 ? t('One line was') : t('{0} lines were', problems.length))}</b>
          <ul>{problems.slice(0, shownMax).map((problem, at) => <li key={at}>{worded('Line {0}: {1}', problem.line, problem.text)}</li>)}</ul>
        </Notice></div>
      ) : null}
      <div className="send">
        <button className="btn primary" formAction="/forms/reading-list-apply" disabled={count === 0}>{count === 0 ? t('Nothing to apply') : t('Apply {0} {1}', count, count === 1 ? t('change') : t('changes'))}</button>
        <a className="btn plain" href="/reading-list">{t('Discard the edit')}</a>
      </div>
    </>
  )
}

function Entries({ entries, sign, word, tone, note }: { entries: Entry[]; sign: string; word: string; tone: string; note?: string }) {
  return (
    <>
      {entries.slice(0, shownMax).map((entry, at) => (
        <li key={at} className={tone}><span className="sign" aria-hidden="true">{sign}</span><div>
          <p><span className="vh">{word}: </span>{kinds[entry.kind]}{entry.paper ? t(' on {0}', entry.paper) : ''}</p>
          <p className="d">{entry.title.slice(0, 300) || t('without a title')}</p>
          {note === undefined ? null : <p className="small soft">{note}</p>}
        </div></li>
      ))}
      {entries.length > shownMax ? <li className={tone}><span className="sign" aria-hidden="true">{sign}</span><p>{worded('and {0} more', entries.length - shownMax)}</p></li> : null}
    </>
  )
}
