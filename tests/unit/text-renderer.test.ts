import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { render } from '@/text/render'
import type { Rendered } from '@/text/rendered'
import { createRenderer, type Renderer, type RendererSettings } from '@/text/renderer'

const folder = mkdtempSync(join(tmpdir(), 'text-'))
const bundle = join(folder, 'worker.mjs')
const root = fileURLToPath(new URL('../../', import.meta.url))

beforeAll(async () => {
  await build({
    entryPoints: [join(root, 'text/worker.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { '@': root },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
}, 30_000)

afterAll(() => rmSync(folder, { recursive: true }))

let open: Renderer[] = []
afterEach(async () => {
  await Promise.all(open.map(renderer => renderer.close()))
  open = []
})

function aRenderer(settings: Partial<RendererSettings> = {}): Renderer {
  const renderer = createRenderer({ workerPath: bundle, timeMs: 2_000, ...settings })
  open.push(renderer)
  return renderer
}

/** A thread that does what the text says: hang, break, eat memory, or echo. */
function aThread({ startsAfterMs = 0 } = {}): string {
  const path = join(folder, `obedient-${startsAfterMs}.mjs`)
  writeFileSync(
    path,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ source }) => {
       if (source === 'hang') for (;;) {}
       if (source === 'break') throw new Error('broken')
       if (source === 'eat') for (const eaten = []; ;) eaten.push(new Array(1000).fill('x'))
       parentPort.postMessage({ html: source, text: source, faults: [], links: 0, italic: false, math: false })
     })
     setTimeout(() => parentPort.postMessage('ready'), ${startsAfterMs})`,
  )
  return path
}

test('the thread renders exactly what rendering here does', async () => {
  const source = 'A **text** with $x^2$, @ada and `code`.\n\n```python\nx = 1\n```'
  const context = { links: { people: { ada: '/people/ada' } } }
  expect(await aRenderer().render(source, context)).toEqual(render(source, context))
})

test('texts are compared in the thread as well', async () => {
  expect(await aRenderer().difference('one two', 'one three')).toEqual([
    { kind: 'same', text: 'one ' },
    { kind: 'removed', text: 'two' },
    { kind: 'added', text: 'three' },
  ])
})

test('a text that takes too long stands as typed, and the next is rendered by a new thread', async () => {
  const faults: string[] = []
  const renderer = aRenderer({ workerPath: aThread(), timeMs: 300, onFault: reason => faults.push(reason) })
  await renderer.render('warm')
  const start = performance.now()
  const hung = await renderer.render('hang')
  expect(performance.now() - start).toBeLessThan(1_000)
  expect(hung).toMatchObject({
    html: '<p dir="auto">hang</p>\n',
    plain: true,
    faults: [{ message: 'This text could not be set in time; it is shown as typed.' }],
  })
  expect(faults).toEqual(['A text took longer than 300 ms.'])
  const next = await retried(() => renderer.render('next'))
  expect(next.html).toBe('next')
})

test.each(['break', 'eat'])('a text over which the thread falls (%s) stands as typed, and the next is rendered', async source => {
  const renderer = aRenderer({ workerPath: aThread(), timeMs: 5_000, memoryMb: 16 })
  expect(await renderer.render(source)).toMatchObject({ text: source, plain: true })
  expect((await renderer.render('next')).html).toBe('next')
})

test('what waits behind a hanging text is answered in time', async () => {
  const renderer = aRenderer({ workerPath: aThread(), timeMs: 400 })
  await renderer.render('warm')
  const start = performance.now()
  const all = await Promise.all(['hang', 'hang', 'hang', 'hang'].map(source => renderer.render(source)))
  expect(performance.now() - start).toBeLessThan(1_500)
  expect(all.every(one => one.plain)).toBe(true)
})

test('what waited for a thread that starts slowly is rendered', async () => {
  const renderer = aRenderer({ workerPath: aThread({ startsAfterMs: 900 }), timeMs: 400 })
  const all = await Promise.all(['a', 'b'].map(source => renderer.render(source)))
  expect(all.map(one => one.plain ?? false)).toEqual([false, false])
})

test('no more than the queue holds may wait, and nothing is lost', async () => {
  const renderer = aRenderer({ workerPath: aThread(), timeMs: 5_000, queueMax: 2 })
  const all = await Promise.all(['a', 'b', 'c'].map(source => renderer.render(source)))
  expect(all.map(one => one.text)).toEqual(['a', 'b', 'c'])
  expect(all.map(one => one.plain ?? false)).toEqual([false, false, true])
})

test('without its thread every text stands as typed', async () => {
  const renderer = aRenderer({ workerPath: join(folder, 'missing.mjs'), timeMs: 200 })
  expect(await renderer.render('a <b>\n\nc\nd')).toMatchObject({
    html: '<p dir="auto">a &lt;b&gt;</p>\n<p dir="auto">c<br />\nd</p>\n',
    plain: true,
  })
  expect(await renderer.render('*a*\nb', { mode: 'title' })).toMatchObject({ html: '*a* b' })
  expect(await renderer.difference('one two', 'one three')).toEqual([
    { kind: 'same', text: 'one t' },
    { kind: 'removed', text: 'wo' },
    { kind: 'added', text: 'hree' },
  ])
})

test('formulas are set as within a line, in their order, or not at all where it takes too long', async () => {
  const [square, broken, tagged] = await aRenderer().formulas(['x^2', '\\frac{a}{', 'y \\tag{1}']) ?? []
  expect(square).toBe(render('$x^2$', { mode: 'title' }).html)
  expect(broken).toBeNull()
  expect(tagged).toMatch(/^<math>/)
  expect(await aRenderer({ workerPath: join(folder, 'missing.mjs'), timeMs: 200 }).formulas(['x'])).toBeNull()
})

test('closing answers what waits', async () => {
  const renderer = aRenderer({ workerPath: aThread(), timeMs: 5_000 })
  const waiting = [renderer.render('hang'), renderer.render('after')]
  await renderer.close()
  expect((await Promise.all(waiting)).map(one => one.plain)).toEqual([true, true])
  expect((await renderer.render('late')).plain).toBe(true)
})

/** On a busy machine the new thread may start later than a text waits. */
async function retried(attempt: () => Promise<Rendered>): Promise<Rendered> {
  const result = await attempt()
  return result.plain ? retried(attempt) : result
}
