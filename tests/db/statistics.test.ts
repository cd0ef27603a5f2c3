import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { db, rows } from '@/db'
import { posts } from '@/db/schema'
import { selectShown, visibleTo } from '@/forum/showing'
import { nobody } from '@/forum/viewer'
import { aDatabase, engine } from '../support/database'
import { anAnswer, aQuestion } from '../support/world'

aDatabase()

test.runIf(engine === 'sqlite')('(on SQLite, which has no statistics of its own at first) the comments of a thread are found by where they stand, not by looking through all posts, also on a young site', async () => {
  const question = await aQuestion()
  await anAnswer({ question: question.id })
  const query = selectShown(db().read).where(and(inArray(posts.under, [question.id, 2, 3]), visibleTo(nobody))).orderBy(asc(posts.id))

  const plan = await rows(db().read, sql`explain query plan ${query.getSQL()}`, z.object({ detail: z.string() }))

  expect(plan.map(step => step.detail).join('\n')).toContain('posts_under')
})

test.runIf(engine === 'sqlite')('(on SQLite, which has no statistics of its own at first) a person’s page stays on its own index', async () => {
  const plan = await rows(db().read, sql`explain query plan ${db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.person, 1), eq(posts.kind, 'answer'), eq(posts.state, 'public'))).getSQL()}`, z.object({ detail: z.string() }))
  expect(plan[0]?.detail).toContain('posts_person')
})
