import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { inLanguage } from '../../scripts/bundles.mjs'

async function built(entry: string, format: 'esm' | 'iife' = 'esm', language: 'en' | 'zh-Hans' = 'en'): Promise<{ files: number; bytes: number; zipped: number }> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, format, splitting: format === 'esm', platform: 'browser', target: 'es2022', charset: 'utf8', outdir: 'out', write: false, absWorkingDir: process.cwd(), plugins: await inLanguage(language) })
  const sum = (size: (contents: Uint8Array) => number) => outputFiles.reduce((all, { contents }) => all + size(contents), 0)
  return { files: outputFiles.length, bytes: sum(contents => contents.length), zipped: sum(contents => gzipSync(contents, { level: 9 }).length) }
}

test('all that a page loads to be read, voted on and answered is one file of at most 10 KB when compressed', async () => {
  const main = await built('browser/main.ts')
  expect(main.files).toBe(1)
  expect(main.zipped).toBeLessThanOrEqual(10 * 1024)
})

test('in another language it is not larger, and holds its words alone', async () => {
  const main = await built('browser/main.ts', 'esm', 'zh-Hans')
  expect(main.zipped).toBeLessThanOrEqual(10 * 1024 + 512)
})

test('the moderators’ queue with its keys, selection and undoing adds less than 5 KB, to their desk alone', async () => {
  expect((await built('browser/queue.ts')).zipped).toBeLessThan(5 * 1024)
})

test('what follows a thread while it is read adds less than 6 KB, what keeps texts on the server less than 4 KB', async () => {
  expect((await built('browser/live.ts')).zipped).toBeLessThan(6 * 1024)
  expect((await built('browser/own-drafts.ts')).zipped).toBeLessThan(4 * 1024)
})

test('the search field that opens over a page adds less than 4 KB, to whoever opens it', async () => {
  expect((await built('browser/palette.ts')).zipped).toBeLessThan(4 * 1024)
})

test('the script that runs before the first paint is under 300 bytes', async () => {
  const theme = await built('browser/theme.ts', 'iife')
  expect(theme.bytes).toBeLessThan(300)
})
