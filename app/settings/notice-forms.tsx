import { Check, Choice } from '@/components/field'
import { choicesFor, noticeGroups } from '@/forum/notice-choices'
import type { NoticeChoice, NoticeChoices, NoticeGroup } from '@/forum/notice-choices'
import { t } from '@/words'

const labels: Record<NoticeGroup, string> = {
  replies: t('Answers to my questions and comments on what I wrote'), mentions: t('Who names me'), answers: t('New answers to questions that I follow'), comments: t('Other comments under questions that I follow'),
  questions: t('New questions on what I follow'), endorsements: t('Endorsements of my answers'), statuses: t('A question’s new status'), votes: t('Upvotes, at 5, 10, 25 and so on'), decisions: t('Moderators’ decisions on my posts'),
}
const words: Record<NoticeChoice, string> = { now: t('Here, and by e-mail at once'), daily: t('Here, and in a daily digest'), weekly: t('Here, and in a digest on Mondays'), site: t('Here only'), off: t('Not at all') }

type Given = { choices: NoticeChoices; followsOwn: boolean; mail: 'on' | 'off' | 'unproved' | 'bounced' }

/** What one is told of and by which way: one choice for each kind. A script saves each as it is changed. */
export function Notices({ choices, followsOwn, mail }: Given) {
  return (
    <>
      <p className="soft">{mailSentence[mail]}</p>
      <form className="mt-4" method="post" action="/forms/notices" data-autosave="each">
        {noticeGroups.map(group => (
          <Choice key={group} name={group} label={labels[group]} defaultValue={choices[group]} options={choicesFor(group).map(choice => ({ value: choice, label: words[choice] }))} />
        ))}
        <input type="hidden" name="follows_own_shown" value="1" />
        <Check name="follows_own" value="1" defaultChecked={followsOwn} label={t('Follow a question when I ask it, answer it or comment on it')} />
        <div className="send"><button className="btn primary">{t('Save changes')}</button><p className="why" role="status" data-saved="" /></div>
      </form>
    </>
  )
}

const mailSentence = {
  on: t('Every mail has a link that ends just what brought it, and none is sent while you read the page.'),
  off: t('This site sends no mail: whatever is chosen here is shown on the site.'),
  unproved: t('No mail is sent until your address is confirmed: see “Signing in” below. Until then all is shown here.'),
  bounced: t('Mail to your address came back, so none is sent. Confirm the address once more, or another one, under “Signing in”.'),
} as const
