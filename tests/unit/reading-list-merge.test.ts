import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptText, readSaid, saidKey } from '@/forum/assessments'
import type { Said, SaidNote } from '@/forum/assessments'
import type { CurrentNote, CurrentPaper } from '@/reading-list/current'
import { mergePaper, saidIn, threeWays } from '@/reading-list/merge'
import type { Note, Paper } from '@/reading-list/types'
import { aPaperNamed } from '@/reading-list/types'

const shown = 1
const hidden = 2
const site = { base: 'https://example.org', answers: new Map([[shown, { paper: 7, shown: true }], [hidden, { paper: 7, shown: false }]]) }
const isShown = (post: number) => post === shown

const noteAt = (depth: number): fc.Arbitrary<SaidNote> => fc.record({
  text: fc.constantFrom('One', 'Two', 'Three'), source: fc.constantFrom(null, null, shown, hidden), notes: depth === 0 ? fc.constant<SaidNote[]>([]) : fc.array(noteAt(depth - 1), { maxLength: 1 }),
})
const said: fc.Arbitrary<Said> = fc.record({
  rated: fc.constantFrom<[Said['rating'], string | null]>(['up', '👍'], ['up', ':+1:'], ['down', null], [null, null], [null, '★★☆']), remark: fc.constantFrom(null, 'Good.'), notes: fc.array(noteAt(1), { maxLength: 2 }),
}).map(({ rated: [rating, mark], ...rest }) => ({ rating, mark, ...rest }))

/** The site's paper, which says one thing, whose file said another. */
function onSite(says: Said, remembered: Said | null): CurrentPaper {
  const noteOf = (note: SaidNote): CurrentNote => ({ id: 0, text: note.text, source: note.source, notes: note.notes.map(noteOf) })
  return { ...aPaperNamed('On sorting', 0), ...says, notes: says.notes.map(noteOf), questions: [], id: 7, slug: 'on-sorting', onList: true, repliedByOthers: false, remembered: remembered && keptText(remembered), fromFile: null }
}

/** The file's paper: a source stands as a link at the end of its note, where it can be seen. */
function inFile(says: Said): Paper {
  const noteOf = (note: SaidNote): Note => ({ text: note.source === shown ? `${note.text} ([answer](https://example.org/p/${shown}))` : note.text, line: 0, notes: note.notes.map(noteOf) })
  return { ...aPaperNamed('On sorting', 0), ...says, notes: says.notes.map(noteOf) }
}

const same = (one: Said, other: Said) => saidKey(one, isShown) === saidKey(other, isShown)

test('whose words stand: the table', () => {
  expect(threeWays('a', null, 'a')).toBe('file')
  expect(threeWays('a', null, 'b')).toBe('file')
  expect(threeWays('a', 'a', 'b')).toBe('file')
  expect(threeWays('b', 'a', 'b')).toBe('file')
  expect(threeWays('b', 'a', 'a')).toBe('site')
  expect(threeWays('b', 'a', 'c')).toBe('both')
})

test('what is kept of an assessment is read again to the letter', () => {
  fc.assert(fc.property(said, one => { expect(readSaid(keptText(one))).toEqual(one) }))
  for (const text of [null, '', '{', '{}', '[]', '{"rating":"sideways","mark":null,"remark":null,"notes":[]}']) expect(readSaid(text)).toBeNull()
})

test('nothing is lost: the words of the site and those of the file both stand somewhere, unless they are the same or one of them is old', () => {
  fc.assert(fc.property(said, fc.option(said), said, (now, before, file) => {
    const merged = mergePaper(onSite(now, before), inFile(file), site)
    const stands = saidIn(merged.paper)
    const kept = readSaid(merged.fromFile)
    const holds = (words: Said) => same(stands, words) || (kept !== null && same(kept, words))
    const siteIsOld = before === null || same(now, before)
    const fileIsOld = before !== null && same(file, before)
    expect(holds(now) || siteIsOld).toBe(true)
    expect(holds(file) || fileIsOld).toBe(true)
    expect(merged.outcome === 'both').toBe(kept !== null)
  }))
})

test('the same file again changes nothing more, and the site’s own words as a file end every choice', () => {
  fc.assert(fc.property(said, fc.option(said), said, (now, before, file) => {
    const first = mergePaper(onSite(now, before), inFile(file), site)
    const after: CurrentPaper = { ...onSite(saidIn(first.paper), null), remembered: first.remembered, fromFile: first.fromFile }
    const again = mergePaper(after, inFile(file), site)
    expect([keptText(saidIn(again.paper)), again.remembered, again.fromFile]).toEqual([keptText(saidIn(first.paper)), first.remembered, first.fromFile])
    const settled = mergePaper(after, inFile(saidIn(after)), site)
    expect([same(saidIn(settled.paper), saidIn(after)), settled.remembered, settled.fromFile]).toEqual([true, null, null])
  }))
})
