import http from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { eventKinds } from '@/forum/events'
import type { Event, EventKind } from '@/forum/events'
import { Live } from '@/server/live'
import { z } from 'zod'

const known = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** A log that a test writes, in place of the process's follower. */
class Log {
  readonly events: Event[] = []
  #listener: (events: Event[]) => void = () => undefined
  position = 0
  follow = (listener: (events: Event[]) => void) => {
    this.#listener = listener
    return () => { this.#listener = () => undefined }
  }
  after = (position: number, limit: number): Promise<Event[]> => Promise.resolve(this.events.filter(event => event.id > position).slice(0, limit))
  write(kind: EventKind, ids: Partial<Event> = {}): void {
    const event = { id: this.events.length + 1, kind, public: eventKinds[kind], actor: 7, post: null, question: null, paper: null, topic: null, person: 8, decision: null, tx: 0, at: new Date(), ...ids }
    this.events.push(event)
    this.position = event.id
    this.#listener([event])
  }
}

const closing: (() => void)[] = []
afterEach(() => { for (const close of closing.splice(0)) close() })

async function aSite(perAddress = 20) {
  const log = new Log()
  const live = new Live({ source: log, headers: { 'x-content-type-options': 'nosniff' }, perAddress, after: log.after })
  const server = http.createServer((request, response) => {
    const refusal = live.open(request, response, String(request.headers['x-address'] ?? 'here'))
    if (refusal) response.writeHead(refusal.status, refusal.headers).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => { live.close(); server.closeAllConnections(); server.close() })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const listen = (path = '/live', headers: Record<string, string> = {}) => listenAt(port, path, headers)
  return { log, live, listen, server }
}

function listenAt(port: number, path: string, headers: Record<string, string>): Promise<{ response: IncomingMessage; heard: () => string; ended: () => boolean; leave: () => void }> {
  return new Promise((resolve, reject) => {
    const request = http.get({ port, host: '127.0.0.1', path, headers, agent: false }, response => {
      let text = ''
      let ended = false
      response.setEncoding('utf8')
      response.on('data', (part: string) => { text += part })
      response.on('close', () => { ended = true })
      response.on('error', () => undefined)
      resolve({ response, heard: () => text, ended: () => ended, leave: () => { request.destroy() } })
    })
    request.on('error', reject)
  })
}

function datasIn(text: string): z.output<typeof known>[] {
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => known.parse(JSON.parse(data)))
}

test('whoever listens hears of what is posted, by ids alone, and how far the log is', async () => {
  const { log, listen } = await aSite()
  log.write('answer.posted', { post: 3, question: 2, paper: 1 })
  const stream = await listen()

  log.write('answer.posted', { post: 5, question: 2, paper: 1 })

  await expect.poll(() => stream.heard()).toContain('data:')
  expect(stream.heard()).toBe('retry: 3000\nid: 1\n\nid: 2\ndata: {"kind":"answer.posted","post":5,"question":2,"paper":1}\n\n')
  expect(stream.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', 'x-content-type-options': 'nosniff' })
})

test('a held or flagged post is never heard of', async () => {
  const { log, listen } = await aSite()
  const stream = await listen()

  log.write('answer.held', { post: 3, question: 2, paper: 1 })
  log.write('post.flagged', { post: 3, question: 2, paper: 1 })
  log.write('answer.posted', { post: 4, question: 2, paper: 1 })

  await expect.poll(() => stream.heard()).toContain('data:')
  expect(datasIn(stream.heard())).toEqual([{ kind: 'answer.posted', post: 4, question: 2, paper: 1 }])
})

test('a stream of a question or a paper hears of that one, and of what concerns the whole site', async () => {
  const { log, listen } = await aSite()
  const [ofQuestion, ofPaper] = [await listen('/live?question=2'), await listen('/live?paper=9')]

  log.write('answer.posted', { post: 4, question: 2, paper: 1 })
  log.write('comment.posted', { post: 5, question: 3, paper: 9 })
  log.write('site.seeded')

  await expect.poll(() => ofQuestion.heard() + ofPaper.heard()).toMatch(/seeded.*seeded/s)
  expect(datasIn(ofQuestion.heard())).toMatchObject([{ post: 4 }, { kind: 'site.seeded' }])
  expect(datasIn(ofPaper.heard())).toMatchObject([{ post: 5 }, { kind: 'site.seeded' }])
  expect((await listen('/live?question=2&paper=1')).response.statusCode).toBe(400)
  expect((await listen('/live?question=two')).response.statusCode).toBe(400)
})

test('who comes back hears what was missed, once; who was away for too long is told to load the page anew', async () => {
  const { log, listen } = await aSite()
  for (let n = 1; n <= 3; n++) log.write('answer.posted', { post: n, question: 2, paper: 1 })
  const stream = await listen('/live?question=2', { 'last-event-id': '1' })
  log.write('answer.posted', { post: 4, question: 2, paper: 1 })

  await expect.poll(() => datasIn(stream.heard()).length).toBe(3)
  expect(datasIn(stream.heard())).toMatchObject([{ post: 2 }, { post: 3 }, { post: 4 }])

  for (let n = 5; n <= 600; n++) log.write('post.scored', { post: n, question: n, paper: 1 })
  const late = await listen('/live?question=2', { 'last-event-id': '4' })
  await expect.poll(() => late.heard()).toContain('event: reload\nid: 600\n')
  const ofAnotherLog = await listen('/live', { 'last-event-id': '9000' })
  await expect.poll(() => ofAnotherLog.heard()).toContain('event: reload\nid: 600\n')
})

test('an address has a bounded number of streams, and gets their places back', async () => {
  const { live, listen } = await aSite(2)
  const first = await listen()
  await listen()

  expect((await listen()).response.statusCode).toBe(429)
  expect((await listen('/live', { 'x-address': 'elsewhere' })).response.statusCode).toBe(200)
  first.leave()
  await expect.poll(() => live.size).toBe(2)
  expect((await listen()).response.statusCode).toBe(200)
})

/** A connection whose other end takes nothing, without the megabytes that a kernel would keep for it. */
class Deaf extends Duplex {
  constructor(asks: string) {
    super()
    this.push(asks)
  }
  setNoDelay(): this { return this }
  setTimeout(): this { return this }
  override _read(): void { return }
  override _write(): void { return }
}

test('a reader that takes nothing is closed, others hear on', async () => {
  const { log, live, listen, server } = await aSite()
  const stream = await listen('/live?question=2')
  server.emit('connection', new Deaf('GET /live HTTP/1.1\r\nhost: localhost\r\n\r\n'))
  await expect.poll(() => live.size).toBe(2)

  // A newcomer is preceded by what was gathered.
  for (let n = 0; n < 5; n++) {
    for (let m = 0; m < 250; m++) log.write('post.scored', { post: m, question: 3, paper: 1 })
    await listen('/live?question=4')
  }
  log.write('answer.posted', { post: 4, question: 2, paper: 1 })

  await expect.poll(() => datasIn(stream.heard())).toMatchObject([{ post: 4 }])
  expect(live.size).toBe(1 + 5)
})

test('at the end each stream is told to come back', async () => {
  const { live, listen } = await aSite()
  const stream = await listen()

  live.close()

  await expect.poll(() => stream.ended()).toBe(true)
  expect(stream.heard()).toMatch(/retry: [1-5]\d{3}\n\n$/)
  expect(live.size).toBe(0)
  expect((await listen()).response.statusCode).toBe(503)
})
