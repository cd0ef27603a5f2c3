import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBlank } from '@/text/characters'
import { cleanName, fold, skeleton } from '@/text/names'

test.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['  Ada \n\t Lovelace\u00A0 ', 'Ada Lovelace'],
  ['Zoe\u0308', 'Zoë'],
  ['Nguyễn Văn A', 'Nguyễn Văn A'],
  ['李雷', '李雷'],
  ['مهسا می\u200Cخواهد', 'مهسا می\u200Cخواهد'],
  ['क्\u200Dष', 'क्\u200Dष'],
  ['Dr. 👩\u200D🔬', 'Dr. 👩\u200D🔬'],
  ['I ❤\uFE0F TeX', 'I ❤\uFE0F TeX'],
  ['👩🏽\u200D🚀', '👩🏽\u200D🚀'],
  ['O’Brien-Smith, Jr.', 'O’Brien-Smith, Jr.'],
])('%j may be a name', (input, name) => {
  expect(cleanName(input)).toEqual({ ok: true, name })
})

test.each([
  ['\u202EadA', 'direction'],
  ['Ada\u200F', 'direction'],
  ['Ada\u2066', 'direction'],
  ['A\u200Bda', 'cannot be seen'],
  ['A\u200Dda', 'cannot be seen'],
  ['Ada\uFEFFb', 'cannot be seen'],
  ['A\u00ADda', 'cannot be seen'],
  ['Ada\u{E0041}', 'cannot be seen'],
  ['Ada\u3164', 'cannot be seen'],
  ['Ada\u0007', 'control'],
  ['Ada\uE000', 'control'],
  ['Ada\u0378', 'control'],
  ['\u0301Ada', 'accent'],
  ['', 'Nothing'],
  ['\u3164', 'Nothing'],
  [' \u200B ', 'Nothing'],
])('%j is refused as a name', (input, words) => {
  const result = cleanName(input)
  expect(result).toMatchObject({ ok: false })
  expect(result.ok ? '' : result.reason).toContain(words)
})

test('a name once clean stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), input => {
      const once = cleanName(input)
      if (once.ok) expect(cleanName(once.name)).toEqual(once)
    }),
  )
})

test.each([
  ['Ada', 'АԀа'],
  ['Ada', 'ada'],
  ['Ada', 'Àdá'],
  ['Ada', 'Ａｄａ'],
  ['Ada', '𝒜𝒹𝒶'],
  ['Paul', 'Раuӏ'],
  ['paypal', 'pаypaI'],
  ['Bob', 'B0b'],
  ['ΡΑΥΛΟΣ', 'PAYΛΟΣ'],
  ['modern', 'modem'],
  ['Ada Lovelace', 'Ada-Lovelace.'],
  ['в', 'В'],
])('%s and %s can be taken for each other', (one, other) => {
  expect(skeleton(one)).toBe(skeleton(other))
})

test.each([
  ['Ada', 'Adam'],
  ['Ada', 'Ida'],
  ['李雷', '李磊'],
  ['👩🔬', '👩🚀'],
])('%s and %s cannot', (one, other) => {
  expect(skeleton(one)).not.toBe(skeleton(other))
})

test('every visible name has a skeleton', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), name => isBlank(name) || skeleton(name) !== ''))
})

test('a handle is compared without its sign and its case', () => {
  expect(fold(' @Ada-L ')).toBe('ada-l')
})
