import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

async function sizesOf(entry: string, format: 'esm' | 'iife'): Promise<{ name: string; bytes: number; zipped: number; isEntry: boolean }[]> {
  const result = await build({ entryPoints: [entry], bundle: true, minify: true, format, splitting: format === 'esm', platform: 'browser', target: 'es2022', charset: 'utf8', outdir: 'out', write: false, metafile: true, absWorkingDir: process.cwd() })
  return result.outputFiles.map(file => {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1)
    const [, about] = Object.entries(result.metafile.outputs).find(([path]) => path.endsWith(name)) ?? []
    return { name, bytes: file.contents.length, zipped: gzipSync(file.contents, { level: 9 }).length, isEntry: about?.entryPoint === entry || !name.startsWith('queue') }
  })
}

test('what every page loads is at most 10 KB when compressed', async () => {
  const files = await sizesOf('browser/main.ts', 'esm')
  const always = files.filter(file => file.isEntry).reduce((sum, file) => sum + file.zipped, 0)
  expect(always).toBeLessThanOrEqual(10 * 1024)
})

test('the script that runs before the first paint is under 300 bytes', async () => {
  const [theme] = await sizesOf('browser/theme.ts', 'iife')
  expect(theme?.bytes).toBeLessThan(300)
})
