/** Next.js, loaded in this process and asked without a socket: a request is handed to it and its answer held whole. */
import http from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import inject from 'light-my-request'
import next from 'next'
import type { Answer, Headers } from './answer'
import { limits } from './limits'
import { log } from './log'

export type PageRequest = { method: string; path: string; headers: Record<string, string>; body: Buffer | null }

export type Pages = {
  /** The answer to a request. What is called inside runs in the caller's asynchronous context. */
  ask: (request: PageRequest) => Promise<Answer & { body: Buffer }>
  /** In development only: hands a browser's web socket to Next.js. */
  upgrade: ((request: http.IncomingMessage, socket: Duplex, head: Buffer) => void) | null
  close: () => Promise<void>
}

/** Starts Next.js. `hostname` and `port` are what it takes for its own address: those of SITE_URL. */
export async function openPages(options: { root: string; dev: boolean; siteUrl: string }): Promise<Pages> {
  const site = new URL(options.siteUrl)
  const port = Number(site.port || (site.protocol === 'https:' ? 443 : 80))
  const app = next({ dev: options.dev, dir: options.root, hostname: site.hostname, port, quiet: !options.dev, ...(options.dev ? { httpServer: http.createServer() } : {}) })
  await app.prepare()
  const handle = app.getRequestHandler()
  const upgrade = app.getUpgradeHandler()
  const dispatch = (request: http.IncomingMessage, response: http.ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ at: 'page.failed', error }, 'Next.js broke off an answer')
      response.destroy()
    })
  }
  return {
    ask: request => ask(request, dispatch),
    upgrade: options.dev ? (request, socket, head) => void upgrade(request, socket, head) : null,
    close: () => app.close(),
  }
}

type Dispatch = (request: http.IncomingMessage, response: http.ServerResponse) => void

async function ask(asked: PageRequest, dispatch: Dispatch): Promise<Answer & { body: Buffer }> {
  const waited = new AbortController()
  const late = pause(limits.answerWaitMs, null, { signal: waited.signal, ref: false }).catch(() => null)
  const answering = inject((request, response) => { dispatch(request, response) }, {
    method: methodOf(asked.method), url: asked.path, headers: asked.headers, ...(asked.body ? { payload: asked.body } : {}),
  })
  const answer = await Promise.race([answering, late])
  waited.abort()
  if (answer === null) throw new Error(`Next.js gave no answer to ${asked.method} within ${limits.answerWaitMs} ms`)
  if (answer.rawPayload.length > limits.answerMaxBytes) throw new Error(`an answer of Next.js is over ${limits.answerMaxBytes} bytes`)
  return { status: answer.statusCode, headers: headersOf(answer.headers), body: answer.rawPayload }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

function methodOf(method: string): (typeof methods)[number] {
  return methods.find(known => known === method) ?? 'GET'
}

function headersOf(given: http.OutgoingHttpHeaders): Headers {
  const headers: Headers = {}
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value : String(value)
  }
  return headers
}
