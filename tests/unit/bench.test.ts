import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Waits } from '../bench/load/waits'
import { runLoad } from '../bench/load/run'
import { optionsOf } from '../bench/options'
import { recordedIn } from '../bench/record'
import { rows } from '../bench/rows/all'

let port = 0
let asked = 0
const server = http.createServer((request, response) => {
  asked += 1
  if (request.url === '/304') response.writeHead(304).end()
  else if (request.url === '/chunks') {
    response.write('x'.repeat(70_000))
    response.end('0\r\n\r\nend')
  } else response.writeHead(request.url === '/' ? 200 : 404, { 'content-length': 40_000 }).end('y'.repeat(40_000))
})
beforeAll(() => new Promise<void>(resolve => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
    resolve()
  })
}))
afterAll(() => { server.close() })

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`

test('the generator counts every answer, by status and bytes, whole or in chunks or without a body', async () => {
  asked = 0
  const requests = ['/', '/304', '/chunks', '/missing'].flatMap(path => Array.from({ length: 25 }, () => get(path)))
  const load = await runLoad({ port, connections: 3, seconds: 10, requests, once: true })
  expect([load.count, load.broken, asked]).toEqual([100, 0, 100])
  expect(load.statuses).toEqual({ 200: 50, 304: 25, 404: 25 })
  expect(load.bytes).toBeGreaterThanOrEqual(25 * (40_000 + 70_000 + 40_000))
})

test('a load at a fixed rate asks so often and no oftener', async () => {
  asked = 0
  const load = await runLoad({ port, connections: 4, seconds: 0.5, requests: [get('/')], once: false, perSecond: 100 })
  expect(asked).toBeLessThanOrEqual(51)
  expect(load.count).toBeLessThanOrEqual(asked)
  expect(asked).toBeGreaterThan(0)
})

test('a share of waits is told within two of a hundred', () => {
  const waits = new Waits()
  for (let ms = 1; ms <= 1_000; ms++) waits.add(ms)
  expect(waits.under(0.5) / 500).toBeCloseTo(1, 1)
  expect(Math.abs(waits.under(0.99) / 990 - 1)).toBeLessThan(0.02)
  expect(waits.longest).toBe(1_000)
})

test('figures replace their own lines and leave the rest of the page alone', () => {
  const page = 'Before.\n\n<!-- all figures -->\n\nAfter.\n'
  const made = { day: '2026-01-31', machine: 'a machine' }
  const figure = (what: string, found: string) => ({ what, found, allowed: 'told only', holds: true })
  const first = recordedIn(page, { engine: 'sqlite', posts: 1_000, whole: true }, [figure('a', '1'), figure('b', '2')], made)
  const second = recordedIn(first, { engine: 'sqlite', posts: 1_000, whole: false }, [figure('b', '3'), figure('c', '4')], made)
  const both = recordedIn(second, { engine: 'postgres', posts: 1_000, whole: false }, [figure('a', '5')], made)
  const cells = both.split('\n').filter(line => /^\| [abc] /.test(line)).map(line => line.split('|').slice(1, 3).map(cell => cell.trim()).join(' '))
  expect(cells).toEqual(['a 5', 'a 1', 'b 3', 'c 4'])
  expect(both.startsWith('Before.')).toBe(true)
  expect(both.endsWith('After.\n')).toBe(true)
})

test('an option that cannot be read is refused in a sentence', () => {
  for (const args of [['no-such-row'], ['--posts', '12'], ['--engine', 'mysql'], ['--data', '/tmp/x'], ['--nonsense']]) {
    expect(optionsOf(args, rows), args.join(' ')).toMatchObject({ asked: false })
  }
  expect(optionsOf(['guest', '--engine', 'sqlite'], rows)).toMatchObject({ allRows: false, engines: ['sqlite'], posts: 1_000, verbose: false })
  expect(optionsOf(['quality', '--verbose'], rows)).toMatchObject({ allRows: false, engines: ['sqlite', 'postgres'], verbose: true })
})
