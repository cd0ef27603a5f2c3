/** What moderators do, in the words of the log. */
import type { DecisionKind } from '@/forum/decisions'

/** "A moderator hid an answer": what stands between who and what. */
export const didWords: Record<DecisionKind, string> = {
  'approve': 'approved', 'reject': 'did not publish', 'hide': 'hid', 'spam': 'took down as spam', 'trust': 'approved, and trusted the writer of,', 'restore': 'restored', 'uphold': 'read an appeal and upheld the decision on',
  'edit': 'edited', 'lock': 'locked', 'unlock': 'unlocked', 'move': 'moved', 'merge': 'merged into another question', 'split': 'split answers off', 'to-comment': 'turned into a comment', 'to-answer': 'turned into an answer',
  'slow': 'slowed the thread of', 'unslow': 'ended the slow mode of', 'status': 'set the status of', 'summary': 'summarised the thread of',
  'suspend': 'suspended', 'unsuspend': 'ended the suspension of', 'untrust': 'withdrew trust from', 'appoint': 'let stand in as a moderator', 'undo': 'took back a decision on',
}

/** The same of an unknown kind: its own name. */
export function didInWords(kind: string): string {
  return Object.entries(didWords).find(([known]) => known === kind)?.[1] ?? kind
}

export const roleWords: Record<string, string> = { moderator: 'A moderator', author: 'The author', operator: 'The operator' }

/** What a rule says that no moderator chooses by hand. */
const furtherRules: Record<string, string> = { suspended: 'Its writer is suspended.' }

/** Why it was decided: the rule as a sentence, and the moderator's own words. `rules` are those that a rejection may name. */
export function whyInWords(decision: { rule: string | null; reason: string | null }, rules: Readonly<Record<string, string>>): string {
  const rule = decision.rule === null || decision.rule === '' ? '' : rules[decision.rule] ?? furtherRules[decision.rule] ?? decision.rule
  return [rule, decision.reason ?? ''].filter(part => part !== '').join(' ')
}
