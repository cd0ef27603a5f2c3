/** Bare Node: what it is measured against. An HTTP server of a few lines that sends finished bytes with finished headers. */
import http from 'node:http'
import { z } from 'zod'
import { answerMessages } from './children'

const asked = z.object({ pages: z.array(z.object({ path: z.string(), status: z.number(), headers: z.array(z.string()), body: z.string() })) })
type Page = { status: number; headers: string[]; body: Buffer }

let pages = new Map<string, Page>()

const server = http.createServer((request, response) => {
  const page = pages.get(request.url ?? '')
  if (page) response.writeHead(page.status, page.headers).end(page.body)
  else response.writeHead(404).end()
})

const port = new Promise<number>(resolve => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    resolve(typeof address === 'object' && address !== null ? address.port : 0)
  })
})

answerMessages(asked, async given => {
  pages = new Map(given.pages.map(({ path, body, ...page }) => [path, { ...page, body: Buffer.from(body, 'base64') }]))
  return { port: await port }
})
