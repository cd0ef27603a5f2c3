import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deviceName } from '@/browser/device-name'
import { Assets } from '@/server/assets'
import { classOf } from '@/server/routes'

let root = ''
beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'colloquy-assets-'))
  for (const folder of ['dist/assets', 'public/icons']) mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, 'dist/sw.js'), 'self')
  writeFileSync(path.join(root, 'dist/server.mjs'), 'no file of the site')
  writeFileSync(path.join(root, 'public/icons/colloquy-1-192.png'), 'png')
})
afterAll(() => { rmSync(root, { recursive: true }) })

test('the worker keeps its name, is asked for each time, and may ask this site alone', async () => {
  const answer = await new Assets(root, false).answer('/sw.js', undefined)
  expect(answer?.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' })
  expect(answer?.headers['content-security-policy']).toContain("default-src 'none'; connect-src 'self';")
})

test('icons are files for good, and no other file of the programs is sent', async () => {
  const assets = new Assets(root, false)
  expect((await assets.answer('/icons/colloquy-1-192.png', undefined))?.headers).toEqual({ 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable' })
  for (const address of ['/icons/../../dist/server.mjs', '/icons/none.png', '/server.mjs', '/dist/sw.js', '/sw.js/x', '/assets/sw.js']) expect(await assets.answer(address, undefined), address).toBeNull()
})

test('the worker and the icons are files, the manifest is for everybody, and one’s own feed is made for the one who asks', () => {
  expect(['/sw.js', '/icons/colloquy-1.svg', '/manifest.webmanifest', '/offline', '/notifications/feed.atom'].map(classOf)).toEqual(['file', 'file', 'feed', 'page', 'desk'])
})

test('a device is named by its browser and its system', () => {
  const agents = {
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0': 'Firefox on Linux',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0': 'Edge on Windows',
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36': 'Chrome on Android',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1': 'Safari on iPhone',
    'something else': 'Browser',
  }
  for (const [agent, name] of Object.entries(agents)) expect(deviceName(agent)).toBe(name)
})
