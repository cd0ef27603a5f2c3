/** A site made for the bench: a data folder or database full of posts, threads of known length, members with tokens; and its server. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { freePort } from '../support/product'
import { startChild } from './children'
import { startNext, startProduct } from './servers'
import type { Served } from './servers'

const membersMade = 3_000

const thread = z.object({ path: z.string(), question: z.number(), answer: z.number() })
const members = z.object({ handles: z.array(z.string()), tokens: z.array(z.string()), cookie: z.string() })
const addresses = z.object({ threads: z.array(z.string()), papers: z.array(z.string()), topics: z.array(z.string()), people: z.array(z.string()), questions: z.array(z.number()) })
const tally = z.object({ answers: z.number(), posts: z.number(), score: z.number(), votes: z.number() })
const told = z.union([thread, members, addresses, tally])

export type Site = {
  posts: number
  /** Threads of 20, 2 and 200 answers, and one more of 20 whose first answer is voted on. */
  thread: z.output<typeof thread>
  short: z.output<typeof thread>
  long: z.output<typeof thread>
  hot: z.output<typeof thread>
  members: z.output<typeof members>
  pages: z.output<typeof addresses>
  /** The last errors in the product's log, for a row that failed. */
  faults: () => string[]
  /** Counts rows in the database itself. */
  tally: () => Promise<z.output<typeof tally>>
  /** The product with these settings beside the usual; started again where it runs with others. */
  serve: (settings?: Record<string, string>) => Promise<Served>
  /** The product with its usual settings in a new process. */
  restart: () => Promise<Served>
  /** `next start` beside it. */
  serveByNext: () => Promise<Served>
  stop: () => Promise<void>
}

/** Fills a folder (an own database with `databaseUrl`) with about so many posts, unless it is filled already. */
export async function makeSite(given: { posts: number; dataDir: string; databaseUrl: string; profile: string | null }): Promise<Site> {
  await mkdir(given.dataDir, { recursive: true })
  const [port, nextPort] = [await freePort(), await freePort()]
  const env: NodeJS.ProcessEnv = {
    ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), SITE_URL: `http://localhost:${port}`, DATA_DIR: given.dataDir, DATABASE_URL: given.databaseUrl,
    RATE_LIMITS: 'off', AUTHOR_EMAIL: '', AUTHOR_PASSWORD: '', NEXT_TELEMETRY_DISABLED: '1',
  }
  if (given.databaseUrl !== '' || !existsSync(path.join(given.dataDir, 'forum.db'))) seed(given.posts, env)
  const hands = startChild<object, z.output<typeof told>>('site', told, env)
  const ask = async <T>(message: object, shape: z.ZodType<T>) => shape.parse(await hands.ask(message))
  const aThread = (answers: number, rng: string) => ask({ do: 'thread', answers, rng }, thread)
  const pages = await ask({ do: 'addresses', threads: 2_000 }, addresses)
  const [short, long, hot, read] = [await aThread(2, 'two'), await aThread(200, 'two hundred'), await aThread(20, 'hot'), await aThread(20, 'twenty')]
  const made = await ask({ do: 'people', count: membersMade }, members)
  let running: { served: Served; settings: string } | null = null
  let next: Served | null = null
  const serve = async (settings: Record<string, string>) => {
    const wanted = JSON.stringify(settings)
    if (running?.settings === wanted) return running.served
    await running?.served.stop()
    running = { served: await startProduct({ ...env, ...settings }, port, given.profile), settings: wanted }
    return running.served
  }
  return {
    posts: given.posts, thread: read, short, long, hot, members: made, pages,
    faults: () => running?.served.faults() ?? [],
    tally: () => ask({ do: 'tally', post: hot.answer }, tally),
    serve: (settings = {}) => serve(settings),
    async restart() {
      await running?.served.stop()
      running = null
      return serve({})
    },
    async serveByNext() {
      next ??= await startNext(env, nextPort)
      return next
    },
    async stop() {
      hands.end()
      await Promise.all([running?.served.stop(), next?.stop()])
      running = next = null
    },
  }
}

/** In the proportions of the site of a million: of 50 posts one paper, five questions and twenty answers; comments come along. */
function seed(posts: number, env: NodeJS.ProcessEnv): void {
  const words = ['seed', '--papers', posts / 50, '--questions', posts / 10, '--answers', posts * 2 / 5, '--users', posts / 20].map(word => (typeof word === 'number' ? String(Math.round(word)) : word))
  const done = spawnSync(process.execPath, [path.resolve('scripts/forum.mjs'), ...words], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (done.status !== 0) throw new Error(`forum ${words.join(' ')} ended with ${done.status}: ${done.stderr}`)
}
