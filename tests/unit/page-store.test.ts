import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dependency } from '@/forum/dependencies'
import { FinishedPage } from '@/server/finished-page'
import { PageStore } from '@/server/page-store'
import type { Made } from '@/server/page-store'
import { TooManyRenders } from '@/server/renders'

const roomy = { bytes: 10_000_000, entryBytes: 1_000_000 }

function aPage(text: string): FinishedPage {
  return new FinishedPage({ answer: { headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(text) }, standing: { 'cache-control': 'public' }, kind: 'page', route: '/' })
}

function made(text: string, ...names: Dependency[]): Made<string> {
  return { page: aPage(text), names: new Set(names) }
}

function textOf(page: FinishedPage | { other: string } | undefined): string | undefined {
  return page && 'bytes' in page ? page.ready(undefined)?.body.toString() : page?.other
}

/** A making that ends when the test says so. */
function aMaking() {
  let finish: (result: Made<string>) => void = () => undefined
  const result = new Promise<Made<string>>(resolve => { finish = resolve })
  return { make: () => result, finish }
}

test('a page is made once however many wait for it, and then sent from memory', async () => {
  const store = new PageStore<string>(roomy)
  let makings = 0
  const make = () => { makings++; return Promise.resolve(made('one', 'paper:1')) }
  const pages = await Promise.all(Array.from({ length: 50 }, () => store.page('/a', false, make)))
  expect(new Set(pages).size).toBe(1)
  expect(textOf(store.fresh('/a'))).toBe('one')
  expect(makings).toBe(1)
})

test('an event drops what depends on it and nothing else', async () => {
  const store = new PageStore<string>(roomy)
  await store.page('/a', false, () => Promise.resolve(made('a', 'paper:1', 'site')))
  await store.page('/b', false, () => Promise.resolve(made('b', 'paper:2', 'site')))
  store.drop(['paper:1'], false)
  expect(store.fresh('/a')).toBeUndefined()
  expect(textOf(store.fresh('/b'))).toBe('b')
  store.drop('all', false)
  expect(store.size).toBe(0)
  expect(store.bytes).toBe(0)
})

test('a page whose making began before an event is not kept, and not given to whoever asked after it', async () => {
  const store = new PageStore<string>(roomy)
  const old = aMaking()
  const asksBefore = store.page('/a', false, old.make)
  store.drop(['thread:1'], true)
  const asksAfter = store.page('/a', false, () => Promise.resolve(made('new', 'thread:1')))
  old.finish(made('old', 'thread:1'))
  expect(textOf(await asksBefore)).toBe('old')
  expect(textOf(await asksAfter)).toBe('new')
  expect(textOf(store.fresh('/a'))).toBe('new')
})

test('an event that touches another page keeps nobody waiting for a second making', async () => {
  const store = new PageStore<string>(roomy)
  const making = aMaking()
  const first = store.page('/a', false, making.make)
  store.drop(['thread:2'], true)
  const second = store.page('/a', false, () => Promise.reject(new Error('made twice')))
  making.finish(made('a', 'thread:1'))
  expect(textOf(await first)).toBe('a')
  expect(textOf(await second)).toBe('a')
})

test('an older page stands in after events that only added, never after one that took away, and not for ever', async () => {
  let now = 0
  const store = new PageStore<string>(roomy, () => now)
  await store.page('/a', false, () => Promise.resolve(made('a', 'thread:1')))
  store.drop(['thread:1'], true)
  expect(store.fresh('/a')).toBeUndefined()
  expect(textOf(store.standIn('/a'))).toBe('a')
  now = 61_000
  expect(store.standIn('/a')).toBeUndefined()
  now = 0
  store.drop(['thread:1'], false)
  expect(store.standIn('/a')).toBeUndefined()
})

test('what may not be kept is answered and forgotten', async () => {
  const store = new PageStore<string>(roomy)
  const make = () => Promise.resolve({ other: 'not found', names: new Set<Dependency>() })
  expect(await store.page('/nothing', false, make)).toEqual(expect.objectContaining({ other: 'not found' }))
  expect(store.size).toBe(0)
})

test('a making that fails reaches all who waited, and the next one tries anew', async () => {
  const store = new PageStore<string>(roomy)
  const failed = Array.from({ length: 3 }, () => store.page('/a', false, () => Promise.reject(new Error('broken'))))
  for (const result of await Promise.allSettled(failed)) expect(result.status).toBe('rejected')
  expect(textOf(await store.page('/a', false, () => Promise.resolve(made('a'))))).toBe('a')
})

test('more makings than can wait are refused', async () => {
  const store = new PageStore<string>(roomy)
  const makings = Array.from({ length: 4 + 64 + 1 }, aMaking)
  const asked = makings.map((making, n) => store.page(`/${n}`, false, making.make))
  await expect(asked.at(-1)).rejects.toThrow(TooManyRenders)
  makings.forEach((making, n) => { making.finish(made(String(n))) })
  await Promise.all(asked.slice(0, -1))
})

test('the store keeps its bound, packed forms counted, and lets go what was used longest ago', async () => {
  const text = (n: number) => Array.from({ length: 3_000 }, (_, k) => (n * 7_919 + k * 104_729) % 9_973).join(' ')
  const store = new PageStore<string>({ bytes: 100_000, entryBytes: 60_000 })
  for (let n = 0; n < 20; n++) {
    await store.page(`/${n}`, false, () => Promise.resolve(made(text(n), `paper:${n}`)))
    await store.fresh(`/${n}`)?.form('br')
    store.fresh('/0')
    expect(store.bytes).toBeLessThanOrEqual(100_000)
  }
  expect(store.fresh('/0')).toBeDefined()
  expect(store.fresh('/1')).toBeUndefined()
  await store.page('/large', false, () => Promise.resolve(made('x'.repeat(70_000))))
  expect(store.fresh('/large')).toBeUndefined()
})

test('pages with parameters cannot push out those without', async () => {
  const store = new PageStore<string>({ bytes: 100_000, entryBytes: 60_000 })
  await store.page('/plain', false, () => Promise.resolve(made('x'.repeat(20_000))))
  for (let n = 0; n < 50; n++) await store.page(`/papers?after=${n}`, true, () => Promise.resolve(made('x'.repeat(10_000))))
  expect(store.fresh('/plain')).toBeDefined()
  expect(store.bytes).toBeLessThan(50_000)
})

test('whatever happens in whatever order, nobody is given a page older than what had happened when they asked', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('ask' as const), page: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ do: fc.constant('finish' as const) }),
    fc.record({ do: fc.constant('change' as const), thing: fc.integer({ min: 0, max: 2 }), adds: fc.boolean() }),
  )
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
    const store = new PageStore<string>(roomy)
    const versions = [0, 0, 0]
    const pending: (() => void)[] = []
    const answers: Promise<void>[] = []
    // A page shows its own thing and the next one, as they are when its making begins.
    const make = (page: number) => () => {
      const shown = [page, (page + 1) % 3].map(thing => `${thing}=${versions[thing] ?? 0}`).join(' ')
      return new Promise<Made<string>>(resolve => { pending.push(() => { resolve(made(shown, `paper:${page}`, `paper:${(page + 1) % 3}`)) }) })
    }
    for (const one of steps) {
      if (one.do === 'ask') {
        const least = [one.page, (one.page + 1) % 3].map(thing => [thing, versions[thing] ?? 0] as const)
        answers.push(store.page(`/${one.page}`, false, make(one.page)).then(page => {
          const shown = new Map((textOf(page) ?? '').split(' ').map(pair => { const [thing, version] = pair.split('='); return [Number(thing), Number(version)] }))
          for (const [thing, version] of least) expect(shown.get(thing)).toBeGreaterThanOrEqual(version)
        }))
      } else if (one.do === 'finish') pending.shift()?.()
      else {
        versions[one.thing] = (versions[one.thing] ?? 0) + 1
        store.drop([`paper:${one.thing}` as const], one.adds)
        for (const [page, url] of ['/0', '/1', '/2'].entries()) {
          const kept = textOf(store.fresh(url))
          if (kept !== undefined) expect(kept).toBe([page, (page + 1) % 3].map(thing => `${thing}=${versions[thing] ?? 0}`).join(' '))
        }
      }
      await Promise.resolve()
    }
    for (let rounds = 0; rounds < 200; rounds++) {
      pending.splice(0).forEach(finish => { finish() })
      await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(answers)
  }), { numRuns: 60 })
})
