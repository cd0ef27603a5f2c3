import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db'
import { posts, spamWords } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { editPost } from '@/forum/edits'
import { alikePosts, markText } from '@/forum/screening/likeness'
import { learn } from '@/forum/screening/learning'
import type { Lesson } from '@/forum/screening/learning'
import { aDatabase } from '../support/database'
import { anAnswer, aPerson, aQuestion, must } from '../support/world'

aDatabase()

async function known(): Promise<Record<string, [number, number]>> {
  const rows = await db().read.select().from(spamWords)
  return Object.fromEntries(rows.map(({ word, spam, fair }) => [word, [spam, fair]]))
}

/** Without what is counted beside words. */
async function knownWords(): Promise<Record<string, [number, number]>> {
  return Object.fromEntries(Object.entries(await known()).filter(([word]) => !word.startsWith('#')))
}

async function teach(id: number, as: Lesson | null): Promise<void> {
  const [post] = await db().read.select().from(posts).where(eq(posts.id, id))
  await db().write(async tx => learn(tx, post!, as))
}

describe('what the filter learns', () => {
  let ids: number[] = []
  beforeAll(async () => {
    const { id: question } = await aQuestion()
    const texts = ['Buy cheap watches now', 'The bound of Lemma 3 is cheap to compute', 'Watches, watches, watches', '.', 'Die Schranke gilt auch für 无 the bound']
    for (const body of texts) ids = [...ids, (await anAnswer({ question, body })).id]
  })

  test('counts in how many posts a word stood, not how often', async () => {
    await teach(ids[2]!, 'spam')

    expect(await knownWords()).toEqual({ '': [1, 0], 'watches': [1, 0] })
    await teach(ids[2]!, null)
  })

  test('is taken back exactly, in whatever order posts were learned, turned about and forgotten', async () => {
    const lesson = fc.constantFrom<Lesson | null>('spam', 'fair', null)
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ post: fc.nat(4), as: lesson }), { maxLength: 12 }), fc.nat(4), lesson, async (before, post, as) => {
      for (const step of before) await teach(ids[step.post]!, step.as)
      const [row] = await db().read.select({ learned: posts.learned }).from(posts).where(eq(posts.id, ids[post]!))
      const then = await known()
      await teach(ids[post]!, as)
      await teach(ids[post]!, row!.learned)
      expect(await known()).toEqual(then)

      for (const id of ids) await teach(id, null)
      expect(await known()).toEqual({})
    }), { numRuns: 25 })
  })

  test('is taken back where the text was edited since', async () => {
    const { id, by } = await anAnswer({ body: 'Something about operators.' })
    await teach(id, 'fair')
    must(await editPost(by, { post: id, revision: 1, body: 'Something about casinos.' }))
    await teach(id, 'spam')

    expect(Object.keys(await knownWords()).sort()).toEqual(['', 'about', 'casinos', 'something'])
    await teach(id, null)
    expect(await known()).toEqual({})
  })
})

describe('texts alike', () => {
  const flood = (name: string) => `Dear ${name}, we lend up to 50,000 euros at three per cent without asking for papers, write to us today and have the money on your account tomorrow.`

  test('are found among those that wait, whatever name they are addressed to', async () => {
    const { id: question } = await aQuestion()
    const marked = async (body: string) => {
      const { id } = must(await postAnswer(await aPerson({ trust: 0 }), { question, body }))
      await db().write(async tx => markText(tx, { id, title: null, body }))
      return id
    }
    const first = await marked(flood('Anna'))
    const second = await marked(flood('Bernd'))
    await marked('The proof of the second lemma needs that the kernel is bounded, which the authors never say, and I cannot see how it follows.')

    expect(await alikePosts(db().read, first)).toEqual([second])
    expect(await alikePosts(db().read, second)).toEqual([first])
  })
})
