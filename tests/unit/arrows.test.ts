import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

function arrows(room: string, house = '.') {
  return spawnSync(path.resolve('node_modules/.bin/depcruise'), ['--config', '.dependency-cruiser.cjs', room], { encoding: 'utf8', cwd: house })
}

/** A house with two rooms, by the rules of this one. A file planted here would be built into the product by whoever starts it just then. */
function aHouse(files: Record<string, string>): string {
  const house = mkdtempSync(path.join(os.tmpdir(), 'colloquy-house-'))
  onTestFinished(() => { rmSync(house, { recursive: true, force: true }) })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(house, name)), { recursive: true })
    writeFileSync(path.join(house, name), text)
  }
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) copyFileSync(name, path.join(house, name))
  symlinkSync(path.resolve('node_modules'), path.join(house, 'node_modules'))
  return house
}

// A checker that finds nothing because it resolves nothing would look just like a clean house.
test('an import that points up is caught', () => {
  const checked = arrows('text', aHouse({ 'text/planted.ts': "import { db } from '@/db'\nexport const upwards = db\n", 'db/index.ts': 'export const db = 1\n' }))
  expect(checked.status).not.toBe(0)
  expect(checked.stdout).toContain('text-points-down')
}, 60_000)

test('the same room without it is clean', () => {
  expect(arrows('text').status).toBe(0)
}, 60_000)
