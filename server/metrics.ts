/** What /metrics tells, in Prometheus' text format 0.0.4. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { processWide } from '@/config/process'
import type { RouteClass } from './routes'

const boundsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

type Series = { buckets: number[]; sum: number; count: number }

/** Lengths that other rooms tell about: name, in snake case, to a function that gives the present number. */
export function gauges(): Map<string, () => number> {
  return processWide('gauges', () => new Map<string, () => number>())
}

export class Metrics {
  readonly #series = new Map<string, Series>()
  readonly #counts = new Map<string, number>()
  readonly #lag = monitorEventLoopDelay({ resolution: 20 })
  readonly #quick = new Map<string, number>()
  readonly #unchanged = new Map<string, number>()
  #inFlight = 0

  constructor() {
    this.#lag.enable()
  }

  begin(): void {
    this.#inFlight += 1
  }

  /** Notes an answered request: its class, status and how long it took. */
  end(kind: RouteClass, status: number, ms: number): void {
    this.#inFlight -= 1
    const labels = `class="${kind}"`
    const series = this.#series.get(labels) ?? { buckets: boundsSeconds.map(() => 0), sum: 0, count: 0 }
    this.#series.set(labels, series)
    boundsSeconds.forEach((bound, index) => {
      if (ms / 1000 <= bound) series.buckets[index] = (series.buckets[index] ?? 0) + 1
    })
    series.sum += ms / 1000
    series.count += 1
    const counted = `${labels},status="${status}"`
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1)
  }

  /** Notes a page sent at once from the store: it took no time that a bucket could tell. */
  quick(kind: string, status: number): void {
    const counts = status === 304 ? this.#unchanged : this.#quick
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }

  inFlight(): number {
    return this.#inFlight
  }

  text(): string {
    const lines = [
      '# HELP colloquy_request_seconds Time until an answer was sent.', '# TYPE colloquy_request_seconds histogram', ...this.#histogram(),
      '# HELP colloquy_requests_total Answers by class and status.', '# TYPE colloquy_requests_total counter',
      ...[...this.#counts].map(([labels, count]) => `colloquy_requests_total{${labels}} ${count}`),
      '# HELP colloquy_pages_sent_at_once_total Pages sent from the store without waiting, by class; not among the answers above.', '# TYPE colloquy_pages_sent_at_once_total counter',
      ...([[200, this.#quick], [304, this.#unchanged]] as const).flatMap(([status, counts]) => [...counts].map(([kind, count]) => `colloquy_pages_sent_at_once_total{class="${kind}",status="${status}"} ${count}`)),
      ...gauge('requests_in_flight', 'Requests not answered yet.', this.#inFlight),
      ...gauge('event_loop_lag_seconds', 'The 99th percentile of the event loop’s delay since the last scrape.', seconds(this.#lag.percentile(99))),
      ...gauge('resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss()),
      ...gauge('heap_used_bytes', 'Memory of the process that JavaScript uses.', process.memoryUsage().heapUsed),
      ...gauge('uptime_seconds', 'Time since the start.', Math.round(process.uptime())),
      ...[...gauges()].flatMap(([name, read]) => gauge(name, `${name.replaceAll('_', ' ')}.`, read())),
    ]
    this.#lag.reset()
    return `${lines.join('\n')}\n`
  }

  stop(): void {
    this.#lag.disable()
  }

  #histogram(): string[] {
    return [...this.#series].flatMap(([labels, series]) => [
      ...boundsSeconds.map((bound, index) => `colloquy_request_seconds_bucket{${labels},le="${bound}"} ${series.buckets[index] ?? 0}`),
      `colloquy_request_seconds_bucket{${labels},le="+Inf"} ${series.count}`,
      `colloquy_request_seconds_sum{${labels}} ${series.sum}`,
      `colloquy_request_seconds_count{${labels}} ${series.count}`,
    ])
  }
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP colloquy_${name} ${help}`, `# TYPE colloquy_${name} gauge`, `colloquy_${name} ${Number.isFinite(value) ? value : 0}`]
}

function seconds(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0
}
