import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usualRules } from '@/forum/house-rules'
import { blockedDomains, blockedWords } from '@/forum/screening/blocked'
import { factsOf, kept, standingOf } from '@/forum/screening/facts'
import type { Facts } from '@/forum/screening/facts'
import { alikeFrom, bandsOf, resemblance, shinglesOf } from '@/forum/screening/minhash'
import { holdingRules, riskOf, whyHeld } from '@/forum/screening/rules'
import { hostsOf, partsOf, signalsOf } from '@/forum/screening/signals'
import { seenIn, tokensOf } from '@/forum/screening/tokens'
import { wordsOf } from '@/forum/screening/words'

const facts = (given: Partial<Facts> = {}): Facts => ({
  standing: 'trusted', trust: 5, links: 0, strange: 0, trap: false, timing: null, worked: null, alike: null, words: [], domains: [], spam: null, because: [], waiting: 0, rejected: 0, ...given,
})

describe('who is held', () => {
  test('guests always, a member until two posts were approved, moderators never', () => {
    expect(whyHeld(facts({ standing: 'guest' }), usualRules)).toEqual(['guest'])
    expect([0, 1, 2, 20].map(trust => standingOf('member', trust, usualRules))).toEqual(['new', 'new', 'trusted', 'long'])
    expect(whyHeld(facts({ standing: 'new' }), usualRules)).toEqual(['first-posts'])
    expect(whyHeld(facts(), usualRules)).toEqual([])
    expect(whyHeld(facts({ standing: 'moderator', trap: true, links: 99, spam: 1, domains: ['x.example'] }), usualRules)).toEqual([])
  })

  test('links count where no approved post links to their hosts; any eight are many', () => {
    expect(whyHeld(facts({ links: 7 }), usualRules)).toEqual([])
    expect(whyHeld(facts({ links: 3, strange: 3 }), usualRules)).toEqual(['links'])
    expect(whyHeld(facts({ links: 8 }), usualRules)).toEqual(['links'])
    expect(whyHeld(facts({ standing: 'long', links: 12, strange: 7 }), usualRules)).toEqual([])
    expect(whyHeld(facts({ standing: 'long', links: 12, strange: 8 }), usualRules)).toEqual(['links'])
  })

  test('the author switches the filter, likeness and work off and on', () => {
    const seen = facts({ standing: 'guest', spam: 0.95, alike: 'rejected', worked: false })

    expect(whyHeld(seen, { ...usualRules, work: true })).toEqual(['guest', 'no-work', 'alike-rejected', 'filter'])
    expect(whyHeld(seen, { ...usualRules, filter: false, alike: false })).toEqual(['guest'])
    expect(whyHeld(facts({ spam: 0.95 }), { ...usualRules, filterFrom: 0.99 })).toEqual([])
  })

  test('no rule lets through what fewer facts would hold', () => {
    const grown: Partial<Facts>[] = [{ trap: true }, { strange: 9, links: 9 }, { spam: 1 }, { alike: 'rejected' }, { words: ['casino'] }, { domains: ['x.example'] }, { rejected: 2 }]
    fc.assert(fc.property(fc.subarray(grown), fc.constantFrom(...grown), (some, more) => {
      const before = some.reduce<Facts>((all, one) => ({ ...all, ...one }), facts())
      const [fewer, all] = [whyHeld(before, usualRules), whyHeld({ ...before, ...more }, usualRules)]
      expect(all.length).toBeGreaterThanOrEqual(fewer.length)
      expect(riskOf({ ...before, ...more }, all)).toBeGreaterThanOrEqual(riskOf(before, fewer))
    }))
  })

  test('the risk lies between nothing and one, and a trap weighs more than being new', () => {
    expect(riskOf(facts(), [])).toBe(0.2)
    expect(riskOf(facts({ spam: 0.01 }), [])).toBe(0.01)
    expect(riskOf(facts(), holdingRules.map(({ code }) => code))).toBeLessThanOrEqual(1)
    expect(riskOf(facts(), ['trap'])).toBeGreaterThan(riskOf(facts(), ['first-posts']))
  })

  test('what is kept of the facts gives them back, under other rules with another standing', () => {
    const seen = facts({ trust: 3, links: 2, strange: 1, alike: 'waits', spam: 0.5, because: ['casino'], words: ['casino'] })

    expect(factsOf(kept(seen, ['alike'], []), usualRules)).toEqual(seen)
    expect(factsOf(kept(seen, [], []), { ...usualRules, firstHeld: 4 }).standing).toBe('new')
    const all = facts({ standing: 'guest', trust: 0, trap: true, timing: 'haste', worked: false, domains: ['x.example'], waiting: 3, rejected: 1 })
    expect(factsOf(kept(all, [], ['#apart no']), usualRules)).toEqual(all)
  })
})

describe('blocked words and domains', () => {
  test('a word is found whole, in any case and disguise, and in the name of a linked host', () => {
    const found = (text: string) => blockedWords(text, ['casino', 'lose weight', 'straße', '赌场'])

    expect(found('The CASINO pays.')).toEqual(['casino'])
    expect(found('cаsi\u200bno')).toEqual(['casino'])
    expect(found('casinos and occasion')).toEqual([])
    expect(found('You can lose\nweight, really')).toEqual(['lose weight'])
    expect(found('https://best-casino.example/x')).toEqual(['casino'])
    expect(found('In der Stra\u00dfe')).toEqual(['straße'])
    expect(found('线上赌场推荐')).toEqual(['赌场'])
  })

  test('a domain is found with those under it, linked or not, and not inside another', () => {
    const found = (text: string) => blockedDomains(text, ['evil.example', 'münchen.example'])

    expect(found('see https://www.evil.example/a?b')).toEqual(['evil.example'])
    expect(found('a.b.EVIL.example and xn--mnchen-3ya.example')).toEqual(['evil.example', 'münchen.example'])
    expect(found('evil[.]example')).toEqual(['evil.example'])
    expect(found('write to me@evil.example.')).toEqual(['evil.example'])
    expect(found('notevil.example, evil.example.org, my-evil.example')).toEqual([])
  })
})

describe('what is seen in a text', () => {
  test('dollars of a formula are no money, and links of code none of the prose', () => {
    expect(signalsOf(partsOf('We have $2n + 1$ terms and $x^2$.'))).not.toContain('#money')
    expect(signalsOf(partsOf('It costs $2,000 to $3,000.'))).toContain('#money')
    expect(signalsOf(partsOf('`var a = "b.com"`'))).not.toContain('#bare-host')
  })

  test('hosts are found in links, bare and in disguise; files are none', () => {
    expect(hostsOf(partsOf('https://www.Shop.example/a www.b.com best-shop.xyz c[.]info d dot com main.py paper.pdf f.lean e.g. this'))).toEqual({ linked: ['shop.example', 'b.com'], bare: ['best-shop.xyz', 'c.info'] })
  })

  test('a word written to hide itself is the word all the same', () => {
    expect(wordsOf('Cаsino ca\u200bsino CASINO https://casino.example/casino')).toEqual(['casino', 'casino', 'casino'])
  })

  test('whatever is written, no token is too much, none too long, and the time is bounded', () => {
    const piece = fc.constantFrom('a', ' ', '-', '.', '$', '\\(', '`', '@', '[.]', 'https://a.co/', '\ufdfa', '漢', '0', '🔥', '\u200b', 'a dot ')
    fc.assert(fc.property(piece, piece, piece, (one, two, three) => {
      const body = `${one}${two}${three}`.repeat(40_000).slice(0, 40_000)
      const began = performance.now()
      const tokens = tokensOf(seenIn({ title: null, body }))
      bandsOf(shinglesOf(body))
      expect(tokens.length).toBeLessThan(550)
      expect(Math.max(0, ...tokens.map(token => token.length))).toBeLessThan(270)
      expect(performance.now() - began).toBeLessThan(1_500)
    }), { numRuns: 30 })
  })
})

describe('texts alike', () => {
  const text = 'we prove that the operator is bounded on every space of the family and that the bound does not depend on the dimension of the space in question'

  test('share a band where most of their words are the same, and none where few are', () => {
    const changed = text.replace('bounded', 'compact')
    const other = 'a loan of ten thousand is yours today if you only write to us and send the name of your bank together with a copy of your passport'
    const common = (a: string, b: string) => bandsOf(shinglesOf(a)).filter((value, band) => value === bandsOf(shinglesOf(b))[band]).length

    expect(resemblance(shinglesOf(text), shinglesOf(changed))).toBeGreaterThan(alikeFrom)
    expect(common(text, changed)).toBeGreaterThan(0)
    expect(common(text, text)).toBe(16)
    expect(common(text, other)).toBe(0)
  })

  test('a short text has no marks, so that thanks are not alike', () => {
    expect(bandsOf(shinglesOf('Thank you, this helps a lot'))).toEqual([])
  })

  test('marks are whole numbers of 32 bits, the same for the same text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon'), { minLength: 10, maxLength: 40 }), words => {
      const marks = bandsOf(shinglesOf(words.join(' ')))
      expect(marks).toEqual(bandsOf(shinglesOf(words.join('  ').toUpperCase())))
      expect(marks.every(mark => Number.isInteger(mark) && Math.abs(mark) <= 2 ** 31)).toBe(true)
    }))
  })
})
