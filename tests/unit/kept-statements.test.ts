import BetterSqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Recent } from '@/db/engines/recent'
import { keepingStatements } from '@/db/engines/sqlite-statements'

test('of things kept, the one that was longest not asked for goes first', () => {
  const gone: number[] = []
  const recent = new Recent<number>(2, thing => { gone.push(thing) })
  recent.set('one', 1)
  recent.set('two', 2)
  recent.get('one')

  recent.set('three', 3)

  expect(gone).toEqual([2])
  expect([recent.get('one'), recent.get('two'), recent.get('three'), recent.size]).toEqual([1, undefined, 3, 2])
})

test('a statement asked for again is the one that was prepared, for rows as objects and as arrays', () => {
  const connection = new BetterSqlite(':memory:')
  const kept = keepingStatements(connection)

  const first = kept.prepare('select ? as n')

  expect(kept.prepare('select ? as n')).toBe(first)
  expect(first.raw().get(1)).toEqual([1])
  expect(first.get(2)).toEqual({ n: 2 })
  expect(first.raw().all(3)).toEqual([[3]])
  expect(first.all(4)).toEqual([{ n: 4 }])
  connection.close()
})

test('a statement kept before the tables changed reads them as they are', () => {
  const connection = new BetterSqlite(':memory:')
  connection.exec('create table posts (id integer primary key)')
  const kept = keepingStatements(connection)
  expect(kept.prepare('select * from posts').all()).toEqual([])

  connection.exec('alter table posts add body text; insert into posts (body) values (\'b\')')

  expect(kept.prepare('select * from posts').all()).toEqual([{ id: 1, body: 'b' }])
  connection.close()
})

test('a plan does not depend on what is bound, so that nothing is prepared anew for it', () => {
  const connection = new BetterSqlite(':memory:')
  connection.exec("create table posts (id integer primary key, state text); create index held on posts (id) where state = 'held'; insert into posts (state) values ('held'), ('public'), ('2')")
  const kept = keepingStatements(connection)
  const plan = (state: string) => kept.prepare('explain query plan select id from posts where state = ? limit ?').all(state, 5)

  expect(connection.prepare("explain query plan select id from posts where state = 'held'").all()).not.toEqual(plan('held'))
  expect(plan('held')).toEqual(plan('public'))
  const asked: [string, ...unknown[]][] = [
    ['state = ?', 'held'], ['state = ?', '2'], ['state = ?', 2], ['id = ?', '3'], ['id = ?', Buffer.from('3')], ['state = ?', null],
    ['id >= ? order by id limit ? offset ?', 1, 1, 1], ['state <> ? and id < ? order by id', 'public', 3], ['id <= ? and id > ?', 2, 0n],
  ]
  for (const [where, ...values] of asked) {
    const text = `select id from posts where ${where}`
    expect(kept.prepare(text).all(...values), where).toEqual(connection.prepare(text).all(...values))
  }
  connection.close()
})
