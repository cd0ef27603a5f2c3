/** What every row is given: the site that is measured, what it is measured against, and whom to tell. */
import { z } from 'zod'
import { startChild } from './children'
import type { Child } from './children'
import type { Tell } from './figure'
import { measured } from './load/plan'
import type { Measured, Plan } from './load/plan'
import { fetchOnce } from './servers'
import type { Fetched } from './servers'
import type { Site } from './made-site'

export type Bench = {
  engine: 'sqlite' | 'postgres'
  rounds: number
  /** How long one side runs in one round. */
  seconds: number
  site: Site
  /** A site of 1,000 posts beside a larger one; null where the site itself is that small. */
  small: Site | null
  tools: Tools
  tell: Tell
}

/** A part of the table: `npm run bench -- NAME` runs it alone. */
export type Row = {
  name: string
  says: string
  /** Measured on PostgreSQL too where no engine is named: what is written there differs. */
  onBoth?: true
  /** Runs only where it is named. */
  onlyNamed?: true
} & (
  /** `needsSite: false`: it makes what it measures itself. */
  | { needsSite?: true; run: (bench: Bench) => Promise<void> }
  | { needsSite: false; run: (bench: Pick<Bench, 'engine' | 'tell'>) => Promise<void> }
)

/** A server that answers on a port. */
export type Answering = { port: number; pid: number }

type Page = { path: string; status: number; headers: string[]; body: string }

/** Processes of their own: two that ask (the second for what happens beside), one of bare Node that answers. */
export type Tools = {
  load: (plan: Plan) => Promise<Measured>
  beside: (plan: Plan) => Promise<Measured>
  bare: (pages: Page[]) => Promise<Answering>
  listeners: Child<{ port: number; count: number; request: string }, { held: number }>
  end: () => void
}

export function startTools(): Tools {
  const first = startChild<Plan, Measured>('generator', measured)
  const second = startChild<Plan, Measured>('generator', measured)
  const bare = startChild<{ pages: Page[] }, { port: number }>('bare', z.object({ port: z.number() }))
  const listeners = startChild<{ port: number; count: number; request: string }, { held: number }>('listeners', z.object({ held: z.number() }))
  return {
    load: first.ask, beside: second.ask, listeners,
    bare: async pages => ({ port: (await bare.ask({ pages })).port, pid: bare.pid }),
    end: () => { for (const child of [first, second, bare, listeners]) child.end() },
  }
}

/** Teaches bare Node the very answers of the product at these addresses. */
export async function mirrored(bench: Bench, port: number, targets: { target: string; headers: Record<string, string>; status: number }[]): Promise<Answering> {
  const pages = await Promise.all(targets.map(async ({ target, headers, status }) => {
    const answer = await fetchOnce(port, target, { connection: 'keep-alive', ...headers })
    if (answer.status !== status) throw new Error(`${target} answered ${answer.status} instead of ${status}`)
    return { path: target, status, headers: told(answer), body: answer.body.toString('base64') }
  }))
  return bench.tools.bare(pages)
}

// What Node adds by itself stays out, or it would stand there twice.
function told(answer: Fetched): string[] {
  const own = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])
  return answer.headers.flatMap((name, at) => (at % 2 === 0 && !own.has(name.toLowerCase()) ? [name, answer.headers[at + 1] ?? ''] : []))
}
