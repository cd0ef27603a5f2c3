import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJson } from '@/api/json'

const read = (text: string) => readJson(new TextEncoder().encode(text))

test('what JSON can say without ambiguity is read as JSON.parse reads it', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), value => {
    const text = JSON.stringify(value)
    const parsed: unknown = JSON.parse(text)
    const found = read(text)
    if (found.ok) expect(found.value).toEqual(parsed)
    else expect(text).toMatch(/__proto__|\\u0000|\\ud/i)
  }))
})

test('a key that comes twice is refused, however it is written, but not in two objects', () => {
  for (const text of ['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '[{"b":{"c":1,"d":[],"c":2}}]']) expect(read(text)).toMatchObject({ ok: false })
  for (const text of ['[{"a":1},{"a":2}]', '{"a":{"a":"a"},"b":"a"}', '{"a":"\\"a\\":1","b":["a","a"]}']) expect(read(text).ok).toBe(true)
})

test('prototype keys, NUL, half surrogates, broken bytes, depth over 20 and what is no JSON are refused', () => {
  for (const text of ['{"__proto__":1}', '{"a":{"\\u005f_proto__":{}}}', '{"a":"\\u0000"}', '{"a":"\\ud800"}', '{"\\udfff":1}', `${'['.repeat(21)}${']'.repeat(21)}`, '', '{', "{'a':1}", '{"a":1,}', 'NaN']) {
    expect(read(text), text).toMatchObject({ ok: false })
  }
  expect(readJson(new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({ ok: false })
  expect(read(`${'['.repeat(20)}${']'.repeat(20)}`).ok).toBe(true)
  expect(read('"\\ud83e\\uddab"').ok).toBe(true)
})

test('a quarter of a megabyte is judged at once, whatever it holds', () => {
  const began = performance.now()
  for (const piece of ['[', '{"a":', '\\"', '"a",', '\\']) {
    read(piece.repeat(50_000))
    read(`"${piece.repeat(50_000)}"`)
    read(JSON.stringify({ a: piece.repeat(50_000) }))
  }
  expect(performance.now() - began).toBeLessThan(2_000)
})
