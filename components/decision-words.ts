/** What moderators do, in the words of the log. */
import type { DecisionKind } from '@/forum/decisions'
import { t } from '@/words'

/** "A moderator hid an answer": what stands between who and what. */
export const didWords: Record<DecisionKind, string> = {
  'approve': t('approved'), 'reject': t('did not publish'), 'hide': t('hid'), 'spam': t('took down as spam'), 'trust': t('approved, and trusted the writer of,'), 'restore': t('restored'), 'uphold': t('read an appeal and upheld the decision on'),
  'edit': t('edited'), 'lock': t('locked'), 'unlock': t('unlocked'), 'move': t('moved'), 'merge': t('merged into another question'), 'split': t('split answers off'), 'to-comment': t('turned into a comment'), 'to-answer': t('turned into an answer'),
  'slow': t('slowed the thread of'), 'unslow': t('ended the slow mode of'), 'status': t('set the status of'), 'summary': t('summarised the thread of'),
  'suspend': t('suspended'), 'unsuspend': t('ended the suspension of'), 'untrust': t('withdrew trust from'), 'appoint': t('let stand in as a moderator'), 'undo': t('took back a decision on'),
}

/** The same of an unknown kind: its own name. */
export function didInWords(kind: string): string {
  return Object.entries(didWords).find(([known]) => known === kind)?.[1] ?? kind
}

export const roleWords: Record<string, string> = { moderator: t('A moderator'), author: t('The author'), operator: t('The operator') }

/** What a rule says that no moderator chooses by hand. */
const furtherRules: Record<string, string> = { suspended: t('Its writer is suspended.') }

/** Why it was decided: the rule as a sentence, and the moderator's own words. `rules` are those that a rejection may name. */
export function whyInWords(decision: { rule: string | null; reason: string | null }, rules: Readonly<Record<string, string>>): string {
  const rule = decision.rule === null || decision.rule === '' ? '' : rules[decision.rule] ?? furtherRules[decision.rule] ?? decision.rule
  return [rule, decision.reason ?? ''].filter(part => part !== '').join(' ')
}
