/** The bench: chooses the rows, makes the sites, measures, prints the table and writes it into docs/benchmarks.md. Ends with 1 where a bound is broken. */
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startPostgres } from '../support/postgres-server'
import { aDatabaseOn } from './postgres'
import { startTools } from './bench'
import type { Bench, Row } from './bench'
import type { Figure } from './figure'
import { makeSite } from './made-site'
import type { Site } from './made-site'
import { optionsOf } from './options'
import type { Options } from './options'
import { record, tableOf } from './record'
import { rows } from './rows/all'

const smallSite = 1_000

const options = optionsOf(process.argv.slice(2), rows)
if ('sentence' in options) {
  process.stderr.write(`${options.sentence}\n`)
  process.exit(options.asked ? 0 : 2)
}
// Test files run in processes of their own, which have it from here.
if (options.verbose) process.env['BENCH_VERBOSE'] = '1'
const broken = await bench(options)
process.exit(broken === 0 ? 0 : 1)

async function bench(given: Options): Promise<number> {
  let broken = 0
  for (const engine of given.engines) {
    const chosen = given.rows.filter(row => given.engineNamed || engine === 'sqlite' || row.onBoth)
    if (chosen.length === 0) continue
    process.stdout.write(`\n== ${engine}, ${given.posts.toLocaleString('en-GB')} posts: ${chosen.map(row => row.name).join(', ')} ==\n`)
    const figures = await measured(given, engine, chosen)
    process.stdout.write(`\n${tableOf(figures)}\n`)
    if (given.record) record({ engine, posts: given.posts, whole: given.allRows }, figures)
    broken += figures.filter(figure => !figure.holds).length
    process.stdout.write(`${figures.filter(figure => figure.holds).length} hold, ${figures.filter(figure => !figure.holds).length} do not.\n`)
  }
  return broken
}

async function measured(given: Options, engine: Bench['engine'], chosen: Row[]): Promise<Figure[]> {
  const figures: Figure[] = []
  const tell = (figure: Figure) => {
    figures.push(figure)
    process.stdout.write(`${figure.holds ? ' ' : '!'} ${figure.what}: ${[figure.found, figure.against, figure.ratio].filter(Boolean).join(' · ')}  [${figure.allowed}]\n`)
  }
  const needsSite = chosen.some(row => row.needsSite !== false)
  const around = needsSite ? await surroundings(given, engine, chosen) : null
  try {
    for (const row of chosen) await measure(row, around === null ? null : { engine, rounds: given.rounds, seconds: given.seconds, tell, ...around }, { engine, tell })
  } finally {
    await around?.end()
  }
  return figures
}

// A row that fails is told as a broken bound, and the others are still measured.
async function measure(row: Row, bench: Bench | null, bare: Pick<Bench, 'engine' | 'tell'>): Promise<void> {
  process.stdout.write(`-- ${row.name}: ${row.says}\n`)
  try {
    if (row.needsSite === false) await row.run(bare)
    else if (bench !== null) await row.run(bench)
  } catch (error) {
    const said = [error instanceof Error ? error.stack ?? error.message : String(error), ...(bench?.site.faults() ?? []), ...(bench?.small?.faults() ?? [])]
    process.stderr.write(`${said.join('\n')}\n`)
    bare.tell({ what: `${row.name}: could not be measured`, found: (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 160) ?? '', allowed: 'measured', holds: false })
  }
}

type Around = Pick<Bench, 'site' | 'small' | 'tools'> & { end: () => Promise<void> }

async function surroundings(given: Options, engine: Bench['engine'], chosen: Row[]): Promise<Around> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'colloquy-bench-'))
  const server = engine === 'postgres' ? await startPostgres({ durable: true }) : null
  const sites: Site[] = []
  const tools = startTools()
  const end = async () => {
    tools.end()
    await Promise.all(sites.map(site => site.stop()))
    await server?.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const make = async (name: string, posts: number, kept: string | null) => {
    const began = performance.now()
    const site = await makeSite({ posts, dataDir: kept ?? path.join(folder, name), databaseUrl: server === null ? '' : await aDatabaseOn(server.socket, name), profile: given.profile })
    sites.push(site)
    process.stdout.write(`-- a site of ${posts.toLocaleString('en-GB')} posts, made in ${((performance.now() - began) / 1000).toFixed(0)} s\n`)
    return site
  }
  try {
    const site = await make('site', given.posts, given.data)
    const small = given.posts > smallSite && chosen.some(row => row.name === 'size') ? await make('small', smallSite, null) : null
    return { site, small, tools, end }
  } catch (error) {
    await end()
    throw error
  }
}
