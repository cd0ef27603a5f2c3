/** A front before pages that a test writes, on a free port; Next.js is the outside here and is stood in for. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { Config } from '@/config'
import { loadConfig } from '@/config'
import type { Answer } from '@/server/answer'
import { Assets } from '@/server/assets'
import { createFront } from '@/server/front'
import type { Front, FrontParts } from '@/server/front'
import { Metrics } from '@/server/metrics'
import type { PageRequest } from '@/server/pages'
import { RequestLines } from '@/server/request-lines'

export type Asked = { status: number; headers: http.IncomingHttpHeaders; text: string }

export type TestFront = {
  front: Front
  /** What the pages were asked, in order. */
  seen: PageRequest[]
  /** What the log holds, a line each. */
  lines: string[]
  port: number
  ask: (path: string, options?: { method?: string; headers?: Record<string, string>; body?: string }) => Promise<Asked>
  close: () => Promise<void>
}

/** Starts a front. `answers` stands in for the pages; `env` is the configuration, SITE_URL apart. */
export async function aFront(answers: (request: PageRequest) => Answer | Promise<Answer>, env: Record<string, string> = {}, given: { follower?: FrontParts['follower']; visits?: FrontParts['visits'] } = {}): Promise<TestFront> {
  const seen: PageRequest[] = []
  const lines: string[] = []
  const log = pino({ base: null }, { write: line => { lines.push(line) } })
  const requests = new RequestLines(text => { lines.push(...text.trimEnd().split('\n')) })
  const port = await freePort()
  const config = configFrom({ PORT: String(port), DATA_DIR: '/tmp/colloquy-front-tests', AUTH_SECRET: 'a secret of forty characters for the tests', ...env })
  const front = createFront({
    config, log, lines: requests, follower: given.follower ?? null, visits: given.visits ?? null, dev: false, siteName: () => 'Reading room', furniture: () => ({ styleSheets: ['/_next/static/chunks/site.css'], theme: null }),
    pages: { ask: request => { seen.push(request); return Promise.resolve(answers(request)) }, upgrade: null, close: () => Promise.resolve() },
    own: { assets: new Assets(process.cwd(), false), metrics: new Metrics(), metricsToken: config.metricsToken, readiness: () => Promise.resolve({ ready: true, writes: 'taken' }), dev: false },
  })
  await new Promise<void>(resolve => front.server.listen(port, '127.0.0.1', resolve))
  return {
    front, seen, port,
    get lines() {
      requests.flush()
      return lines
    },
    ask: (path, options = {}) => ask(port, path, options),
    close: () => front.drain(100),
  }
}

/** A page as the pages answer it. */
export function aPage(html: string, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body: Buffer.from(html) }
}

function configFrom(env: Record<string, string>): Config {
  Object.assign(process.env, { AUTH_SECRET: env['AUTH_SECRET'], DATA_DIR: env['DATA_DIR'] })
  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(loaded.sentence)
  return loaded.config
}

function ask(port: number, path: string, options: { method?: string; headers?: Record<string, string>; body?: string }): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const headers = { host: `localhost:${port}`, ...options.headers }
    const request = http.request({ port, host: '127.0.0.1', path, method: options.method ?? 'GET', headers, agent: false }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString('utf8') }) })
    })
    request.on('error', reject)
    request.end(options.body)
  })
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = http.createServer().listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = probe.address()
      probe.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0) })
    })
  })
}
