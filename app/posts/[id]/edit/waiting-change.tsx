import { Difference } from '@/components/difference'
import { ruleWords } from '@/components/held-words'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { Time } from '@/components/time'
import type { Receipt } from '@/forum/receipts'
import { difference } from '@/text/difference'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Given = { changes: Pick<Receipt, 'proposal' | 'dropped'>; post: { id: number; body: string }; secret: string | null }

/** A guest's change of a published post: that it waits, both texts, and the way to take it back; or how it was answered. */
export function WaitingChange({ changes: { proposal, dropped }, post, secret }: Given) {
  if (proposal === null) return dropped === null ? null : <Dropped dropped={dropped} />
  return (
    <section className="mt-4" aria-labelledby="change">
      <Notice tone="caution" lead={t('Your change waits for review;')} live="status">{t('readers still see the former text.')}</Notice>
      <h2 id="change" className="mt-4">{worded('Your change, of {0}', <Time date={proposal.at} />)}</h2>
      {proposal.title === null ? null : <p className="label">{proposal.title}</p>}
      <Html className="prose" html={proposal.html} />
      <h2 className="mt-4">{t('How it differs from what readers see')}</h2>
      <Difference changes={difference(post.body, proposal.body)} />
      <form method="post" action="/forms/withdraw-edit">
        {secret === null ? <input type="hidden" name="post" value={post.id} /> : <input type="hidden" name="secret" value={secret} />}
        <div className="send"><button className="btn">{t('Take the change back')}</button><p className="why">{t('The published text stays as it is.')}</p></div>
      </form>
    </section>
  )
}

function Dropped({ dropped: { rule, reason, at } }: { dropped: NonNullable<Receipt['dropped']> }) {
  const why = [rule === null ? '' : ruleWords[rule] ?? rule, reason ?? ''].filter(part => part !== '').join(' ')
  return <div className="mt-4"><Notice lead={t('Your change was not published.')} live="status">{worded('A moderator decided so on {0}{1} Readers see the former text, and you can change it again.', <Time date={at} />, why === '' ? '' : `: “${why}”`)}</Notice></div>
}
