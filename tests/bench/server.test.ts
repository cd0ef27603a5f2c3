import { and, eq } from 'drizzle-orm'
import http from 'node:http'
import { afterAll, beforeAll, test } from 'vitest'
import { closeDb, db } from '@/db'
import { people, posts } from '@/db/schema'
import { listPapers } from '@/forum/papers'
import { stopRendering } from '@/forum/rendering'
import { seedSite } from '@/forum/seeding'
import { createToken } from '@/forum/tokens'
import { operator } from '@/forum/viewer'
import { aProduct } from '../support/product'
import type { Product } from '../support/product'
import { must } from '../support/world'
import { inTurns, msOf, tell, tellOnly, tellRatio } from './figures'

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })
let product: Product
const place = { short: '', long: '', answer: 0 }

// Load data is written by this process into the folder that the server serves, as the operator's command does.
beforeAll(async () => {
  product = await aProduct()
  await product.start()
  process.env['DATA_DIR'] = product.dataDir
  place.short = await aThread(2)
  place.long = await aThread(200)
  const [answer] = await db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.kind, 'answer'), eq(posts.state, 'public'))).limit(1)
  place.answer = answer?.id ?? 0
}, 300_000)

afterAll(async () => {
  agent.destroy()
  await stopRendering()
  await closeDb()
  await product.remove()
})

async function aThread(answers: number): Promise<string> {
  must(await seedSite(operator, { papers: 1, questions: 1, answers, users: 30, rng: `${answers} answers` }))
  const paper = (await listPapers({ all: true })).items.at(-1)
  return `${paper?.url ?? ''}/questions/1`
}

type Asked = { status: number; text: string }

function ask(path: string, given: { method?: string; headers?: Record<string, string>; agent?: http.Agent } = {}): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, product.base), { method: given.method ?? 'GET', agent: given.agent ?? agent, headers: { 'accept-encoding': 'br', ...given.headers } }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }) })
    })
    request.on('error', reject)
    request.end()
  })
}

async function page(path: string): Promise<void> {
  const { status } = await ask(path)
  if (status !== 200) throw new Error(`${path} answered ${status}`)
}

test('the page of a thread of 200 answers comes about as quickly as that of 2', async () => {
  const time = await inTurns(() => page(place.short), () => page(place.long), 60)
  tellRatio('the page of a thread of 200 answers over HTTP', time.second / time.first, 4, `that of 2 (${time.first.toFixed(1)} ms)`)
})

test('200 votes at once through the API end in the exact count', async () => {
  const now = Date.now()
  const handles = Array.from({ length: 200 }, (_, n) => `voter-${now}-${n}`.slice(0, 30))
  await db().write(async tx => { await tx.insert(people).values(handles.map(handle => ({ handle, handleFolded: handle, name: handle, nameSkeleton: handle, role: 'member' as const, trust: 2, createdAt: new Date() }))) })
  const tokens: string[] = []
  for (const handle of handles) tokens.push(must(await createToken(operator, { label: 'bench', scope: 'write', handle })).token)
  const [before] = await db().read.select({ score: posts.score }).from(posts).where(eq(posts.id, place.answer))
  const wide = new http.Agent({ keepAlive: false })

  const answers = await Promise.all(tokens.map(token => ask(`/api/v1/posts/${place.answer}/vote`, { method: 'PUT', agent: wide, headers: { authorization: `Bearer ${token}` } })))

  const [after] = await db().read.select({ score: posts.score }).from(posts).where(eq(posts.id, place.answer))
  const cast = (after?.score ?? 0) - (before?.score ?? 0)
  const taken = answers.filter(answer => answer.status === 200).length
  const refused = answers.find(answer => answer.status !== 200)
  tell({ what: '200 parallel votes through the API', found: `${taken} answered 200, the score grew by ${cast}${refused ? `, one answered ${refused.status} ${refused.text.slice(0, 200)}` : ''}`, allowed: 'exactly 200', holds: taken === 200 && cast === 200 })
})

test('memory after 10,000 requests is about what it is after 1,000', async () => {
  const paths = ['/', '/papers', '/questions', place.short, place.long, `${place.long}?order=newest`, place.long.replace(/\/questions\/1$/, ''), '/search?q=loss', '/feed.atom', '/api/v1/papers', `/viewer?path=${encodeURIComponent(place.long)}`, '/about', '/papers/no-such-paper']
  const some = async (count: number) => {
    let sent = 0
    const reader = async () => {
      while (sent < count) {
        const path = paths[sent++ % paths.length] ?? '/'
        const { status } = await ask(path)
        if (status >= 500) throw new Error(`${path} answered ${status}`)
      }
    }
    await Promise.all(Array.from({ length: 8 }, reader))
  }

  await some(1_000)
  const early = await memory()
  const ms = await msOf(() => some(9_000))
  const late = await memory()

  tellRatio('memory of the server after 10,000 requests', late / early, 1.3, `that after 1,000 (${megabytes(early)})`)
  tellOnly('memory of the server after 10,000 requests', megabytes(late))
  tellOnly('requests a second, 8 at a time, of every kind of page', (9_000 / (ms / 1000)).toFixed(0))
})

/** Resident memory of the server's process in bytes, as it tells it itself. */
async function memory(): Promise<number> {
  const { text } = await ask('/metrics', { headers: { 'accept-encoding': 'identity' } })
  return Number(/^colloquy_resident_memory_bytes (\d+)$/m.exec(text)?.[1])
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(0)} MiB`
}
