import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { rawPostgres } from '@/db/engines/postgres'
import { rawSqlite } from '@/db/engines/sqlite'
import { migrate } from '@/db/migrate'
import { examine } from '@/forum/doctor'
import { likelyWorth } from '@/forum/ranking'
import { rendererVersion } from '@/text/version'
import { aDatabase, engine } from '../support/database'

// The shape before counters were kept, with what a site held then.
const before = 2

aDatabase({ migrated: false })

test('a filled site of the first shape comes through every later migration with nothing lost and all counters right', async () => {
  expect(await migrate(olderMigrations())).toMatchObject({ ok: true })
  for (const statement of filling) await ask(spelled(statement))

  expect(await migrate()).toMatchObject({ ok: true })

  expect(await all('select id, answers, questions, comments, upvotes, endorsements, hidden from people order by id')).toEqual([
    { id: 1, answers: 0, questions: 2, comments: 0, upvotes: 1, endorsements: 0, hidden: 0 },
    { id: 2, answers: 1, questions: 0, comments: 1, upvotes: 2, endorsements: 1, hidden: 1 },
    { id: 3, answers: 0, questions: 0, comments: 0, upvotes: 0, endorsements: 0, hidden: 0 },
  ])
  expect(await all('select id, papers from topics order by id')).toEqual([{ id: 1, papers: 1 }, { id: 2, papers: 0 }])
  expect(await all('select name, value from counters order by name')).toEqual([
    { name: 'flagged', value: 1 }, { name: 'held', value: 1 }, { name: 'papers', value: 2 }, { name: 'questions', value: 2 }, { name: 'topics', value: 2 },
  ])
  expect(await all('select id, topic from posts where topic is not null order by id')).toEqual([{ id: 1, topic: 1 }, { id: 3, topic: 1 }, { id: 5, topic: 1 }])
  expect(await all('select post, person from votes order by post, person')).toEqual([{ post: 1, person: 2 }, { post: 3, person: 1 }, { post: 3, person: 3 }, { post: 4, person: 1 }])
  expect((await examine({ now: new Date(), serverRuns: false })).filter(fault => !fault.what.includes('search'))).toEqual([])
})

const folder = () => process.env['DATA_DIR'] ?? ''
const number = z.coerce.number()
const row = z.object({ id: number, answers: number, questions: number, comments: number, upvotes: number, endorsements: number, hidden: number, papers: number, topic: number, post: number, person: number, value: number, name: z.string() }).partial()
const all = async (query: string) => z.array(row).parse(await ask(query))

/** Asks the database as its own driver would: an older shape is not the schema's. */
async function ask(statement: string): Promise<unknown> {
  if (engine === 'postgres') return z.object({ rows: z.unknown() }).parse(await rawPostgres(process.env['DATABASE_URL'] ?? '').query(statement)).rows
  const prepared = rawSqlite(path.join(folder(), 'forum.db')).prepare(statement)
  return prepared.reader ? prepared.all() : prepared.run()
}

function spelled(statement: string): string {
  const [now, none] = engine === 'sqlite' ? ['1700000000000', "'[]'"] : ["'2023-11-14 22:13:20+00'", "'[]'::jsonb"]
  return statement.replaceAll('NOW', now).replaceAll('EMPTY', none).replaceAll('RENDERER', String(rendererVersion)).replaceAll('RANK', String(likelyWorth(2, 2)))
}

function olderMigrations(): string {
  const older = path.join(folder(), 'older')
  const from = path.resolve('db/migrations', engine)
  const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) }).parse(JSON.parse(readFileSync(path.join(from, 'meta/_journal.json'), 'utf8')))
  cpSync(from, path.join(older, engine), { recursive: true })
  mkdirSync(path.join(older, engine, 'meta'), { recursive: true })
  writeFileSync(path.join(older, engine, 'meta/_journal.json'), JSON.stringify({ entries: journal.entries.slice(0, before) }))
  return older
}

const filling = [
  `insert into people (id, handle, handle_folded, name, name_skeleton, created_at) values (1, 'ada', 'ada', 'Ada', 'ada', NOW), (2, 'ben', 'ben', 'Ben', 'ben', NOW), (3, 'cy', 'cy', 'Cy', 'cy', NOW)`,
  `insert into topics (id, slug, title, title_html, position, created_at) values (1, 'one', 'One', 'One', 0, NOW), (2, 'two', 'Two', 'Two', 1, NOW)`,
  `insert into papers (id, slug, title, title_html, title_key, topic, authors, links, position, on_list, next_question, questions, open_questions, answers, active_at, created_at) values
    (1, 'a', 'A', 'A', 'a', 1, EMPTY, EMPTY, 0, TRUE, 3, 1, 1, 1, NOW, NOW), (2, 'b', 'B', 'B', 'b', null, EMPTY, EMPTY, 1, TRUE, 2, 1, 0, 0, NOW, NOW), (3, 'c', 'C', 'C', 'c', 2, EMPTY, EMPTY, 2, FALSE, 1, 0, 0, 0, NOW, NOW)`,
  `insert into posts (id, kind, paper, question, parent, under, number, heading, state, status, person, role, body, html, plain, renderer, score, voters, rank, answers, comments, endorsed, flags, created_at, public_at, active_at) values
    (1, 'question', 1, null, null, null, 1, 'Why?', 'public', 'open', 1, 'member', 'q', 'q', 'q', RENDERER, 1, 0, 0, 1, 1, FALSE, 0, NOW, NOW, NOW),
    (2, 'question', 2, null, null, null, 1, 'How?', 'public', 'answered', 1, 'member', 'q', 'q', 'q', RENDERER, 0, 0, 0, 0, 0, FALSE, 0, NOW, NOW, NOW),
    (3, 'answer', 1, 1, 1, null, null, null, 'public', null, 2, 'member', 'a', 'a', 'a', RENDERER, 2, 2, RANK, 0, 0, TRUE, 1, NOW, NOW, NOW),
    (4, 'answer', 1, 1, 1, null, null, null, 'hidden', null, 2, 'member', 'a', 'a', 'a', RENDERER, 1, 0, 0, 0, 0, FALSE, 0, NOW, NOW, NOW),
    (5, 'comment', 1, 1, 1, 1, null, null, 'public', null, 2, 'member', 'c', 'c', 'c', RENDERER, 0, 0, 0, 0, 0, FALSE, 0, NOW, NOW, NOW),
    (6, 'answer', 1, 1, 1, null, null, null, 'held', null, 3, 'member', 'a', 'a', 'a', RENDERER, 0, 0, 0, 0, 0, FALSE, 0, NOW, null, NOW)`,
  `insert into votes (post, person, thread, created_at) values (1, 2, null, NOW), (3, 1, 1, NOW), (3, 3, 1, NOW), (4, 1, 1, NOW)`,
  `insert into endorsements (post, author, created_at) values (3, 1, NOW)`,
  `insert into flags (post, person, reason, created_at) values (3, 3, 'other', NOW)`,
]
