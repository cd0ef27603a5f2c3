/** Next.js, loaded in this process and asked over a socket in a folder that only we may enter. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import next from 'next'
import type { Answer, Headers } from './answer'
import { limits } from './limits'
import { log } from './log'

export type PageRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer | null; signal: AbortSignal | null }

export type Pages = {
  ask: (request: PageRequest) => Promise<Answer>
  /** In development only: hands a browser's web socket to Next.js. */
  upgrade: ((request: http.IncomingMessage, socket: Duplex, head: Buffer) => void) | null
  close: () => Promise<void>
}

/** Starts Next.js. `hostname` and `port` are what it takes for its own address: those of SITE_URL. */
export async function openPages(options: { root: string; dev: boolean; siteUrl: string; dataDir: string }): Promise<Pages> {
  const site = new URL(options.siteUrl)
  const port = Number(site.port || (site.protocol === 'https:' ? 443 : 80))
  const inner = http.createServer()
  const app = next({ dev: options.dev, dir: options.root, hostname: site.hostname, port, quiet: !options.dev, ...(options.dev ? { httpServer: inner } : {}) })
  await app.prepare()
  const handle = app.getRequestHandler()
  inner.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ at: 'page.failed', error }, 'Next.js broke off an answer')
      response.destroy()
    })
  })
  inner.requestTimeout = 0
  inner.keepAliveTimeout = 60_000
  const { socketPath, clear } = socketIn(options.dataDir)
  await new Promise<void>(resolve => inner.listen(socketPath, resolve))
  chmodSync(socketPath, 0o600)
  const agent = new http.Agent({ keepAlive: true, maxSockets: 512 })
  const upgrade = app.getUpgradeHandler()
  return {
    ask: request => ask(request, { socketPath, agent }),
    upgrade: options.dev ? (request, socket, head) => void upgrade(request, socket, head) : null,
    close: async () => {
      agent.destroy()
      inner.closeAllConnections()
      await new Promise<void>(resolve => inner.close(() => { resolve() }))
      clear()
      await app.close()
    },
  }
}

// The data folder is closed to others, and what a killed server left in it is known to be ours. The path of a socket
// may have 107 bytes, so a folder with a long name gets one in the temporary folder instead.
function socketIn(dataDir: string): { socketPath: string; clear: () => void } {
  const inData = path.join(dataDir, 'pages.sock')
  const folder = Buffer.byteLength(inData) > 100 ? mkdtempSync(path.join(os.tmpdir(), 'colloquy-')) : null
  const socketPath = folder === null ? inData : path.join(folder, 'pages.sock')
  const clear = () => { rmSync(folder ?? socketPath, { recursive: true, force: true }) }
  if (folder === null) clear()
  return { socketPath, clear }
}

// Held whole, as it may be stripped, tagged or replaced; only what never ends is passed on piece by piece.
function ask(asked: PageRequest, to: { socketPath: string; agent: http.Agent }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...asked.headers, ...(asked.body ? { 'content-length': String(asked.body.length) } : {}) }
    const request = http.request({
      ...to, method: asked.method, path: asked.path, headers, setHost: false, timeout: limits.answerWaitMs,
      ...(asked.signal ? { signal: asked.signal } : {}),
    })
    request.once('timeout', () => request.destroy(new Error(`Next.js gave no answer to ${asked.method} within ${limits.answerWaitMs} ms`)))
    request.once('error', reject)
    request.once('response', response => {
      const answer = { status: response.statusCode ?? 500, headers: headersOf(response) }
      if (String(response.headers['content-type']).startsWith('text/event-stream')) resolve({ ...answer, body: response })
      else held(response).then(body => { resolve({ ...answer, body }) }, reject)
    })
    request.end(asked.body ?? undefined)
  })
}

async function held(response: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of response) {
    const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
    length += bytes.length
    if (length > limits.answerMaxBytes) throw new Error(`an answer of Next.js is over ${limits.answerMaxBytes} bytes`)
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

function headersOf(response: http.IncomingMessage): Headers {
  const headers: Headers = {}
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = value
  }
  return headers
}
