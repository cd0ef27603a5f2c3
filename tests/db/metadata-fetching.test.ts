/** What Crossref and arXiv answer is answered here by a server of this machine, in the forms that their documents describe. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/db'
import { paperMetadata, papers, settings } from '@/db/schema'
import { papersToAsk } from '@/forum/metadata-asking'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import { fetchMetadata } from '@/reading-list/metadata/fetching'
import type { Door } from '@/reading-list/metadata/services'
import { aDatabase } from '../support/database'
import { must } from '../support/world'

aDatabase()

type Answer = { status?: number; headers?: Record<string, string>; body?: string; hangs?: boolean }
let answers: (path: string) => Answer = () => ({ status: 404 })
const asked: { path: string; agent: string }[] = []
const service = http.createServer((request, response) => {
  asked.push({ path: request.url ?? '', agent: request.headers['user-agent'] ?? '' })
  const { status = 200, headers = {}, body = '', hangs = false } = answers(request.url ?? '')
  response.writeHead(status, headers)
  if (hangs) response.write(body)
  else response.end(body)
})
beforeAll(() => new Promise<void>(ready => service.listen(0, '127.0.0.1', ready)))
afterAll(() => { service.closeAllConnections(); service.close() })

const services = ['https://api.crossref.org/', 'https://export.arxiv.org/']
/** The real `fetch`, to this machine in place of the two services; any other address is a fault. */
const door: Door = (address, init) => {
  const at = services.findIndex(one => address.startsWith(one))
  if (at < 0) throw new Error(`${address} is no address of theirs`)
  const bound: AddressInfo | string | null = service.address()
  return fetch(`http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/${at === 0 ? 'crossref' : 'arxiv'}/${address.slice(services[at]?.length)}`, init)
}

let now = 0
const dayMs = 24 * 3_600_000

async function fetched(waitMs = 5_000) {
  return fetchMetadata({ door, siteUrl: 'https://forum.example.org', ending: new AbortController().signal, clock: () => new Date(now), pause: ms => { now += ms; return Promise.resolve() }, most: 10, waitMs })
}

async function listWith(...lines: string[]): Promise<void> {
  must(await importList(Buffer.from(`# List\n\n## Topic\n\n${lines.map(line => `- ${line}\n`).join('')}`), operator, { dryRun: false }))
}

const withDoi = '**On a Matter** [page](https://doi.org/10.1000/Matter(1)a)'
const withBoth = '**On Noise** [arXiv](https://arxiv.org/abs/1903.07788) [page](https://doi.org/10.1000/noise)'
const withArxiv = '**On Noise** [arXiv](https://arxiv.org/abs/1903.07788)'
const oldArxiv = '**On Old Ones** [arXiv](https://arxiv.org/abs/hep-th/9711200)'

/** api.crossref.org/swagger-ui, "Single work". */
const work = (doi: string, more: object = {}) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ 'status': 'ok', 'message-type': 'work', 'message-version': '1.0.0', 'message': {
    'DOI': doi, 'type': 'journal-article', 'title': ['On a Matter'], 'author': [{ given: 'Ada', family: 'Byron', sequence: 'first', affiliation: [] }], 'container-title': ['Journal of Matter'],
    'volume': '7', 'issued': { 'date-parts': [[1843, 9]] }, 'abstract': '<jats:p>What it is.</jats:p>', ...more,
  } }),
})
/** info.arxiv.org/help/api/user-manual, 3.3. */
const feed = (id: string) => ({
  headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><entry><id>http://arxiv.org/abs/${id}v2</id><published>2019-03-19T04:19:30Z</published><title>On Noise</title><summary>It is loud.</summary><author><name>Kun Yi</name></author></entry></feed>`,
})

async function venueOf(title: string) {
  const [row] = await db().read.select({ said: paperMetadata, paper: papers }).from(papers).leftJoin(paperMetadata, eq(paperMetadata.paper, papers.id)).where(eq(papers.title, title))
  return row?.said ?? null
}

beforeEach(async () => {
  await listWith()
  await db().write(async tx => { await tx.delete(paperMetadata); await tx.delete(settings).where(eq(settings.key, 'metadata.asked')) })
  asked.length = 0
  answers = () => ({ status: 404 })
  now = Date.now()
})

test('a DOI is asked of Crossref, an arXiv id of arXiv, by name and one every three seconds; what is known is not asked again', async () => {
  await listWith(withDoi, oldArxiv, '**Of Which Nothing Is Known**')
  answers = path => path.startsWith('/crossref/') ? work('10.1000/matter(1)a') : feed('hep-th/9711200')
  const began = now

  expect(await fetched()).toEqual([
    { paper: 'on-a-matter', service: 'crossref', id: '10.1000/matter(1)a', found: true, why: null },
    { paper: 'on-old-ones', service: 'arxiv', id: 'hep-th/9711200', found: true, why: null },
  ])

  expect(asked).toEqual([
    { path: '/crossref/works/10.1000%2Fmatter(1)a', agent: 'Colloquy (https://forum.example.org)' },
    { path: '/arxiv/api/query?id_list=hep-th%2F9711200', agent: 'Colloquy (https://forum.example.org)' },
  ])
  expect(now - began).toBeGreaterThanOrEqual(3_000)
  expect(await venueOf('On a Matter')).toMatchObject({ source: 'crossref', container: 'Journal of Matter', volume: '7', year: 1843, abstract: 'What it is.' })
  expect(await venueOf('On Old Ones')).toMatchObject({ source: 'arxiv', arxivVersion: 2, abstract: 'It is loud.' })
  now += 365 * dayMs
  expect([await fetched(), asked.length]).toEqual([[], 2])
})

test('where Crossref does not know the DOI, arXiv is asked', async () => {
  await listWith(withBoth)
  answers = path => path.startsWith('/crossref/') ? { status: 404, body: 'Resource not found.' } : feed('1903.07788')

  expect((await fetched()).map(one => [one.service, one.found, one.why])).toEqual([['crossref', false, 'it does not know the id'], ['arxiv', true, null]])
})

test('a paper that failed is asked again after days, ever more seldom', async () => {
  await listWith(withArxiv)
  const waits: number[] = []
  for (let last = now; waits.length < 4; now += dayMs) {
    if ((await fetched()).length === 0) continue
    waits.push(Math.round((now - last) / dayMs))
    last = now
  }
  expect(waits).toEqual([0, 2, 4, 8])
})

test('of many requests too many no paper is to blame: all wait as long as the service says', async () => {
  await listWith(withArxiv, oldArxiv)
  answers = () => ({ status: 429, headers: { 'retry-after': '120' } })
  expect(await fetched()).toMatchObject([{ found: false, why: 'asked too often (429)' }])
  now += 100_000
  expect(await fetched()).toEqual([])

  answers = path => feed(path.includes('hep') ? 'hep-th/9711200' : '1903.07788')
  now += 21_000
  expect((await fetched()).map(one => one.found)).toEqual([true, true])
})

test('where nobody answers the service rests, ever longer, and so does the paper', async () => {
  await listWith(withArxiv, oldArxiv)
  answers = () => ({ status: 503 })
  expect(await fetched()).toMatchObject([{ paper: 'on-noise', why: 'it answered 503' }])
  now += 9 * 60_000
  expect(await fetched()).toEqual([])
  now += 60_000
  expect(await fetched()).toMatchObject([{ paper: 'on-old-ones' }])
  now += 19 * 60_000
  expect(await fetched()).toEqual([])
  expect(await papersToAsk()).toHaveLength(2)
})

const useless: [string, Answer, string][] = [
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'it would lead elsewhere, which is not followed'],
  ['one that is too long', { body: `{"message": {"DOI": "10.1000/matter(1)a", "title": ["${'x'.repeat(1024 * 1024)}"]}}` }, 'the answer has more than 1 MiB'],
  ['no JSON', { body: '{"status": "ok", "message": {"DOI": "10.1000/mat' }, 'the answer cannot be read'],
  ['no text', { body: '' }, 'the answer cannot be read'],
  ['a page for people', { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Sign in</title>' }, 'the answer cannot be read'],
  ['another paper', work('10.1000/other'), 'the answer is about another paper'],
  ['a refusal', { status: 403 }, 'it answered 403'],
]
for (const [name, given, why] of useless) {
  test(`an answer that is ${name} fills nothing, and the next is not asked for a day`, async () => {
    await listWith(withDoi)
    answers = () => given

    expect(await fetched()).toMatchObject([{ found: false, why }])
    expect(await venueOf('On a Matter')).toBeNull()
    now += dayMs
    expect([await fetched(), asked.length]).toEqual([[], 1])
  })
}

test('an error that arXiv tells as an entry is no paper', async () => {
  await listWith(withArxiv)
  answers = () => ({ body: '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1903.07788</id><title>Error</title><summary>incorrect id format</summary></entry></feed>' })
  expect(await fetched()).toMatchObject([{ found: false, why: 'the answer cannot be read' }])
})

test('an answer that does not come, or does not end, is not waited for', async () => {
  await listWith(withDoi, withArxiv)
  answers = path => ({ hangs: true, body: path.startsWith('/crossref/') ? '' : '<feed>' })

  expect((await fetched(300)).map(one => one.why)).toEqual(['no answer within 0.3 s', 'no answer within 0.3 s'])
})

test('of several processes one asks at a time, and no paper twice', async () => {
  await listWith(withArxiv, oldArxiv)
  answers = path => feed(path.includes('hep') ? 'hep-th/9711200' : '1903.07788')

  await Promise.all([fetched(), fetched(), fetched()])

  expect(asked.map(one => one.path).toSorted()).toEqual(['/arxiv/api/query?id_list=1903.07788', '/arxiv/api/query?id_list=hep-th%2F9711200'])
})
