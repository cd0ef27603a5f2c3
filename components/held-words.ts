/** The codes under which a post is held, in words: short for the queue, a sentence for its writer. */
const short: Record<string, string> = {
  'guest': 'guest', 'first-posts': 'first posts', 'links': 'several links', 'revised': 'revised after a rejection',
  'no-script': 'sent without a script', 'haste': 'written in haste', 'trap': 'a hidden field was filled',
}

const toWriter: Record<string, string> = {
  'guest': 'Guests’ posts are read before they appear.',
  'first-posts': 'A member’s first posts are read before they appear.',
  'links': 'Posts with several links are read before they appear.',
  'revised': 'It is read again, as you have changed it.',
}

/** "guest, written in haste". */
export function heldInShort(codes: string[]): string {
  return codes.map(code => short[code] ?? code).join(', ')
}

/** One sentence for the writer. What betrays a trap is not told. */
export function heldToWriter(codes: string | null): string {
  return (codes ?? '').split(',').map(code => toWriter[code]).find(sentence => sentence !== undefined) ?? ''
}
