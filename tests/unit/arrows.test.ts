import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'

const planted = 'text/planted-by-a-test.ts'
afterEach(() => rmSync(planted, { force: true }))

function arrows(room: string) {
  return spawnSync('npx', ['depcruise', '--config', '.dependency-cruiser.cjs', room], { encoding: 'utf8' })
}

// A checker that finds nothing because it resolves nothing would look just like a clean house.
test('an import that points up is caught', () => {
  writeFileSync(planted, "import { db } from '@/db'\nexport const upwards = db\n")
  const checked = arrows('text')
  expect(checked.status).not.toBe(0)
  expect(checked.stdout).toContain('text-points-down')
}, 60_000)

test('the same room without it is clean', () => {
  expect(arrows('text').status).toBe(0)
}, 60_000)
