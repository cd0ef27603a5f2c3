import { kept } from '@/auth/current'
import { Check, TextField } from '@/components/field'
import { Icon } from '@/components/icons'
import { Notice } from '@/components/notice'
import { Refused } from '@/components/refused'
import { Time } from '@/components/time'
import { flagReasons } from '@/forum/flags'
import type { OnePost } from '@/forum/one-post'
import { headingOf } from '../../../heading'
import { PostFrame } from '../frame'
import { postAt, type Props } from '../post'
import { t } from '@/words'
import { worded } from '@/words/worded'

export async function generateMetadata(props: Props) {
  return headingOf({ title: t('Flag'), path: (await postAt(props)).question.url, index: false })
}

export default async function FlagPage(props: Props) {
  const about = await postAt(props)
  const { post } = about
  const form = await kept()
  const fields = form?.fields ?? {}
  const faults = form?.refusal?.fields ?? []
  const reasonFault = faults.find(fault => fault.field === 'reason')?.text
  return (
    <PostFrame about={about} title={t('Flag this {0}', post.kind)} quoted>
      <div className="mt-4"><Refused kept={form} /></div>
      {about.flagged !== null ? <Outcome about={about} flagged={about.flagged} /> : about.may.flag ? (
        <form method="post" action="/forms/flag" data-dialog="flag">
          <input type="hidden" name="post" value={post.id} />
          <fieldset className="reasons" aria-describedby={reasonFault === undefined ? undefined : 'reason-error'}>
            <legend className="label">{t('What is wrong with it?')}</legend>
            {Object.values(flagReasons).map((reason, at) => <Check key={reason} type="radio" name="reason" value={reason} label={reason} defaultChecked={fields['reason'] === reason} autoFocus={at === 0} />)}
            {reasonFault === undefined ? null : <p className="error" id="reason-error"><Icon name="warn" />{reasonFault}</p>}
          </fieldset>
          <TextField label={t('In your words (optional)')} name="note" maxLength={1000} defaultValue={fields['note']} error={faults.find(fault => fault.field === 'note')?.text ?? null} />
          <div className="send"><button className="btn primary">{t('Send the flag')}</button><a className="btn plain" href={`/p/${post.id}`} data-cancel="">{t('Leave it')}</a><p className="why">{t('Only the moderators see who flagged it.')}</p></div>
        </form>
      ) : <Notice>{post.own ? t('This is your own.') : t('Only a public post can be flagged.')}</Notice>}
    </PostFrame>
  )
}

const outcomes = { kept: t('A moderator has looked, and the post stays.'), hidden: t('A moderator has looked, and took the post down.') } as const

function Outcome({ about: { post }, flagged }: { about: OnePost; flagged: { outcome: 'kept' | 'hidden' | null; at: Date } }) {
  return (
    <>
      <Notice tone="good" lead={t('Flagged.')} live="status">{flagged.outcome === null ? t('A moderator will look.') : outcomes[flagged.outcome]}</Notice>
      <p className="small faint mt-2">{worded('You flagged it on {0}. {1}', <Time date={flagged.at} />, <a href={`/p/${post.id}`}>{t('Back to the post')}</a>)}</p>
    </>
  )
}
