/** The codes under which a post is held, in words: short for the queue, a sentence for its writer. */
import { called, t } from '@/words'

const short: Record<string, string> = {
  'guest': t('guest'), 'first-posts': t('first posts'), 'links': t('several links'), 'revised': t('revised after a rejection'),
  'no-script': t('sent without a script'), 'haste': t('written in haste'), 'no-work': t('without the work asked for'), 'trap': t('a hidden field was filled'),
  'mail-doubtful': t('by mail, sender in doubt'),
  'alike': t('like a post that waits'), 'alike-rejected': t('like a rejected post'), 'words': t('a blocked word'), 'domain': t('a blocked domain'), 'filter': t('likely spam'), 'address': t('from an address with rejected or many waiting posts'),
}

const toWriter: Record<string, (noun: string) => string> = {
  'guest': noun => t('Guests’ {0} are read before they appear.', many(noun)),
  'first-posts': noun => t('A member’s first {0} are read before they appear.', many(noun)),
  'links': () => t('Posts with several links are read before they appear.'),
  'revised': () => t('It is read again, as it was changed.'),
  'mail-doubtful': noun => t('This {0} came by mail, and it is not certain that you sent it; so it is read before it appears.', called(noun)),
  'alike': () => t('Posts like others that wait are read before they appear.'),
  // Which words, which text and which likelihood is not told: that would teach how to get round them.
  'alike-rejected': read, 'words': read, 'domain': read, 'filter': read,
}

function many(noun: string): string {
  return called(`${noun}s`)
}

function read(noun: string): string {
  return t('Some {0} are read before they appear, and this is one.', many(noun))
}

/** The rules that a rejection may name, as its writer is told. */
export const ruleWords: Record<string, string> = {
  'off-topic': t('It is not about this paper or question.'),
  'advertising': t('It is advertising.'),
  'hostile': t('It is hostile to a person.'),
  'unclear': t('It cannot be understood as it stands.'),
  'copied': t('It copies without saying so.'),
}

/** "guest, written in haste". */
export function heldInShort(codes: string[]): string {
  return codes.map(code => short[code] ?? code).join(t(', '))
}

/** One sentence for the writer. What betrays a trap is not told. */
export function heldToWriter(codes: string | null, noun: string): string {
  return (codes ?? '').split(',').map(code => toWriter[code]?.(noun)).find(sentence => sentence !== undefined) ?? ''
}
