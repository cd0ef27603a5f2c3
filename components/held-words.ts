/** The codes under which a post is held, in words: short for the queue, a sentence for its writer. */
const short: Record<string, string> = {
  'guest': 'guest', 'first-posts': 'first posts', 'links': 'several links', 'revised': 'revised after a rejection',
  'no-script': 'sent without a script', 'haste': 'written in haste', 'no-work': 'without the work asked for', 'trap': 'a hidden field was filled',
  'mail-doubtful': 'by mail, sender in doubt',
  'alike': 'like a post that waits', 'alike-rejected': 'like a rejected post', 'words': 'a blocked word', 'domain': 'a blocked domain', 'filter': 'likely spam', 'address': 'from an address with rejected or many waiting posts',
}

const toWriter: Record<string, (noun: string) => string> = {
  'guest': noun => `Guests’ ${noun}s are read before they appear.`,
  'first-posts': noun => `A member’s first ${noun}s are read before they appear.`,
  'links': () => 'Posts with several links are read before they appear.',
  'revised': () => 'It is read again, as it was changed.',
  'mail-doubtful': noun => `This ${noun} came by mail, and it is not certain that you sent it; so it is read before it appears.`,
  'alike': () => 'Posts like others that wait are read before they appear.',
  // Which words, which text and which likelihood is not told: that would teach how to get round them.
  'alike-rejected': read, 'words': read, 'domain': read, 'filter': read,
}

function read(noun: string): string {
  return `Some ${noun}s are read before they appear, and this is one.`
}

/** The rules that a rejection may name, as its writer is told. */
export const ruleWords: Record<string, string> = {
  'off-topic': 'It is not about this paper or question.',
  'advertising': 'It is advertising.',
  'hostile': 'It is hostile to a person.',
  'unclear': 'It cannot be understood as it stands.',
  'copied': 'It copies without saying so.',
}

/** "guest, written in haste". */
export function heldInShort(codes: string[]): string {
  return codes.map(code => short[code] ?? code).join(', ')
}

/** One sentence for the writer. What betrays a trap is not told. */
export function heldToWriter(codes: string | null, noun: string): string {
  return (codes ?? '').split(',').map(code => toWriter[code]?.(noun)).find(sentence => sentence !== undefined) ?? ''
}
