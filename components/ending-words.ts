/** Groups of notices as the page that ends their mails names them. */
import { t } from '@/words'

const words = {
  replies: t('answers and comments to what you wrote'), mentions: t('mentions of you'), answers: t('answers in what you follow'), comments: t('comments in what you follow'),
  questions: t('questions in what you follow'), endorsements: t('endorsements'), statuses: t('changes of status'), votes: t('votes'), decisions: t('decisions of moderators'),
} as const

/** "answers and comments to what you wrote, and mentions of you". */
export function groupsInWords(groups: readonly (keyof typeof words)[]): string {
  return groups.map(group => words[group]).join(t(', and '))
}
