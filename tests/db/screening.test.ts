import { createHash } from 'node:crypto'
import { and, eq, like } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/db'
import { fingerprints, guests, people, posts, rates } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { closeAccount } from '@/forum/closing'
import { editPost } from '@/forum/edits'
import { setHouseRules, usualRules } from '@/forum/house-rules'
import { limits } from '@/forum/limits'
import { decide } from '@/forum/moderation'
import { askQuestion } from '@/forum/questions'
import { learn } from '@/forum/screening/learning'
import { timingToken } from '@/forum/screening/timing'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { operator } from '@/forum/viewer'
import { aDatabase } from '../support/database'
import { queriesOf } from '../support/queries'
import { row } from '../support/reading-back'
import { scholarlySamples } from '../support/scholarly'
import { spamPosts } from '../support/spam'
import { aGuest, anAnswer, aPaper, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

let question = 0
beforeEach(async () => { question = (await aQuestion()).id })
afterEach(async () => { must(await setHouseRules(operator, usualRules)) })

const flood = 'Dear friends, we lend up to 50,000 euros at three per cent without asking for papers, write to us today and have the money tomorrow.'

describe('every new post is looked at, and what was found is kept', () => {
  test('also where it is public at once, and after it was decided', async () => {
    const plain = await anAnswer({ question })
    const held = must(await postAnswer(aGuest(), { question, body: 'A guest’s answer of no particular kind.', guest: 'Amara' }))
    must(await decide(await aPerson({ role: 'moderator' }), { post: held.id, decision: 'approve' }))

    expect((await row(plain.id)).screening).toEqual({ standing: 'trusted', trust: 2, links: 0, why: [], spam: null, because: [] })
    expect((await row(held.id)).screening).toMatchObject({ standing: 'guest', why: ['guest', 'no-script'], timing: 'no-script' })
  })

  test('a moderator’s post is not', async () => {
    const by = await aPerson({ role: 'moderator' })
    const { id } = await anAnswer({ question, by, body: `${flood} https://a.example https://b.example https://c.example` })

    expect(await row(id)).toMatchObject({ state: 'public', screening: null, risk: 0 })
  })

  test('looking asks nothing for a moderator, and as much for every member', async () => {
    const by = await aPerson({ role: 'moderator' })
    const [trusted, fresh] = [await aPerson(), await aPerson({ trust: 0 })]
    const count = async (who: typeof by, body: string) => (await queriesOf(() => postAnswer(who, { question, body }))).filter(text => /house|settings|spam_words|fingerprints/.test(text))
    await anAnswer({ question, by: trusted })

    expect(await count(by, 'A moderator’s answer that is long enough to be compared with others by its words.')).toEqual([])
    const asked = await count(trusted, 'A member’s answer that is long enough to be compared with others by its words.')
    expect(asked.filter(text => text.includes('settings'))).toHaveLength(1)
    expect(asked.filter(text => text.includes('spam_words'))).toHaveLength(1)
    expect(asked.filter(text => text.includes('fingerprints'))).toHaveLength(1)
    expect((await count(fresh, 'Another’s answer that is also long enough to be compared with others by its words.')).filter(text => text.includes('settings'))).toHaveLength(1)
  })
})

describe('links', () => {
  const linking = (...hosts: string[]) => hosts.map((host, n) => `https://${host}/${n}`).join(' and ')

  test('three to places unknown are held, and none to where approved posts link', async () => {
    const held = must(await postAnswer(await aPerson(), { question, body: `See ${linking('one.example', 'two.example', 'three.example')}.` }))
    expect(await row(held.id)).toMatchObject({ state: 'held', heldWhy: 'links', screening: { links: 3, strange: 3 } })

    await db().write(async tx => learn(tx, await row(held.id), 'fair'))
    const known = must(await postAnswer(await aPerson(), { question, body: `Rather ${linking('one.example', 'two.example', 'three.example')}.` }))
    expect((await row(known.id)).state).toBe('public')
  })

  test('a member of long standing may have more', async () => {
    const old = await aPerson({ trust: 20 })
    const five = must(await postAnswer(old, { question, body: linking('q.example', 'r.example', 's.example', 't.example', 'u.example') }))

    expect((await row(five.id))).toMatchObject({ state: 'public', screening: { standing: 'long', strange: 5 } })
  })
})

describe('texts alike', () => {
  test('one like a post that waits is held, whoever writes it, and one like a rejected post is told from it', async () => {
    const first = must(await postAnswer(await aPerson({ trust: 0 }), { question, body: flood }))
    const second = must(await postAnswer(await aPerson(), { question, body: flood.replace('friends', 'colleagues') }))
    expect(await row(second.id)).toMatchObject({ state: 'held', heldWhy: 'alike' })

    must(await decide(await aPerson({ role: 'moderator' }), { post: first.id, decision: 'reject' }))
    const third = must(await postAnswer(await aPerson(), { question, body: flood.replace('friends', 'readers') }))
    expect(await row(third.id)).toMatchObject({ state: 'held', heldWhy: 'alike-rejected' })
  })

  test('marks are kept of those who are not trusted yet, and of nobody else', async () => {
    const marks = async (id: number) => (await db().read.select().from(fingerprints).where(eq(fingerprints.post, id))).length
    const body = 'An answer about the bound of the second lemma, and why it cannot be better than the first one for small n.'

    expect(await marks(must(await postAnswer(await aPerson(), { question, body })).id)).toBe(0)
    expect(await marks(must(await postAnswer(await aPerson({ trust: 0 }), { question, body: `${body} Newcomer.` })).id)).toBe(16)
    expect(await marks(must(await postAnswer(aGuest(), { question, body: `${body} Guest.`, guest: 'Ben' })).id)).toBe(16)
  })
})

describe('the author’s own lists', () => {
  test('hold what has a blocked word or names a blocked domain, and say which', async () => {
    must(await setHouseRules(operator, { words: ['perpetual motion'], domains: ['evil.example'] }))
    const word = must(await postComment(await aPerson(), { parent: question, body: 'I have built a PERPETUAL motion machine.' }))
    const domain = must(await askQuestion(await aPerson(), { paper: (await aPaper()).slug, title: 'Seen at shop.evil.example', body: 'Is it so?' }))

    expect(await row(word.id)).toMatchObject({ state: 'held', heldWhy: 'words', screening: { words: ['perpetual motion'] } })
    expect(await row(domain.id)).toMatchObject({ state: 'held', heldWhy: 'domain', screening: { domains: ['evil.example'] } })
  })

  test('the number of first posts that are held is the author’s', async () => {
    must(await setHouseRules(operator, { firstHeld: 0 }))
    expect((await row(must(await postAnswer(await aPerson({ trust: 0 }), { question, body: 'My very first.' })).id)).state).toBe('public')

    must(await setHouseRules(operator, { firstHeld: 5 }))
    expect((await row(must(await postAnswer(await aPerson({ trust: 4 }), { question, body: 'My fourth or so.' })).id)).heldWhy).toBe('first-posts')
  })
})

test('a filter taught by decisions holds a trusted member’s spam and says because of what; a colleague’s post passes', async () => {
  const fair = scholarlySamples('taught', 4)
  const spam = spamPosts('taught', 2)
  const by = await aPerson({ role: 'moderator' })
  for (const [as, samples] of [['fair', fair], ['spam', spam]] as const) {
    for (const { body } of samples) {
      const post = await row(must(await postAnswer(by, { question, body })).id)
      await db().write(tx => learn(tx, post, as))
    }
  }

  const sold = must(await postAnswer(await aPerson(), { question, body: 'Win big at our casino tonight, bonus of $500! Register here https://royal-bet-365.xyz/?ref=1 or Telegram @royalbet_help' }))
  const said = must(await postAnswer(await aPerson(), { question, body: 'The bound follows from Lemma 3 with $n = 2$: the operator is positive, so its norm is its largest eigenvalue.' }))

  const held = await row(sold.id)
  expect([held.state, held.heldWhy]).toEqual(['held', 'filter'])
  expect(held.screening?.spam).toBeGreaterThan(0.9)
  expect(held.risk).toBeGreaterThan(0.9)
  expect(held.screening?.because).toContain('a messenger')
  expect(await row(said.id)).toMatchObject({ state: 'public', heldWhy: null })

  must(await setHouseRules(operator, { filter: false }))
  const again = must(await postAnswer(await aPerson(), { question, body: 'Win big at our casino tonight, bonus of $900! Register at https://royal-bet-365.xyz/?ref=2 or Telegram @royalbet_desk' }))
  expect((await row(again.id)).state).toBe('public')
  expect((await row(again.id)).risk).toBeGreaterThan(0.9)
})

describe('guests', () => {
  const later = (now: Date) => new Date(now.getTime() + 60_000)
  const opened = new Date()

  function worked(token: string): string {
    for (let n = 0; ; n++) if (createHash('sha256').update(`${token}:${n}`).digest().readUInt32BE(0) >>> (32 - limits.workBits) === 0) return String(n)
  }

  test('whose browser did the work that was asked for are not marked; one work pays once', async () => {
    must(await setHouseRules(operator, { work: true }))
    const timing = timingToken(new Date(opened.getTime() + 1))
    const work = worked(timing)
    const posted = async (body: string, given: { timing?: string; work?: string }) => (await row(must(await postAnswer(aGuest(), { question, body, guest: 'Chi', ...given }, { now: later(opened) })).id)).heldWhy

    expect(await posted('With work.', { timing, work })).toBe('guest')
    expect(await posted('With the same work.', { timing, work })).toBe('guest,haste,no-work')
    const other = timingToken(new Date(opened.getTime() + 2))
    expect(await posted('With another’s work.', { timing: other, work: `${work}0` })).toBe('guest,no-work')
    expect(await posted('With none.', {})).toBe('guest,no-script,no-work')
  })

  test('are not asked for work where the author does not want it', async () => {
    const posted = must(await postAnswer(aGuest(), { question, body: 'No work.', guest: 'Dov', timing: timingToken(new Date(opened.getTime() + 3)) }, { now: later(opened) }))

    expect((await row(posted.id)).heldWhy).toBe('guest')
  })

  test('from an address from which a post was rejected are marked', async () => {
    const guest = aGuest()
    const first = must(await postAnswer(guest, { question, body: 'Something rude.', guest: 'Eli' }))
    must(await decide(await aPerson({ role: 'moderator' }), { post: first.id, decision: 'reject' }))
    const second = must(await postAnswer(guest, { question, body: 'Something else.', guest: 'Eli' }))

    expect((await row(second.id)).heldWhy).toBe('guest,no-script,address')
    expect((await row(second.id)).risk).toBeGreaterThan((await row(first.id)).risk)
  })

  test('are told in one sentence that they are paused while the author is away, and may post again afterwards', async () => {
    must(await setHouseRules(operator, { away: { on: true, until: '2030-01-31', guests: 'paused', words: '' } }))
    const paused = await postAnswer(aGuest(), { question, body: 'While you are away.', guest: 'Fay' }, { now: new Date('2030-01-31T23:00:00Z') })
    expect(paused.ok ? null : [paused.error.code, paused.error.status, paused.error.text]).toEqual(['guests-paused', 403, 'The author is away, and guests’ posts are not taken until then. Your text is kept; sign in to post it.'])
    expect((await row(must(await postAnswer(await aPerson(), { question, body: 'Members go on.' }, { now: new Date('2030-01-15') })).id)).state).toBe('public')

    must(await postAnswer(aGuest(), { question, body: 'Back again.', guest: 'Fay' }, { now: new Date('2030-02-01T00:00:01Z') }))
  })

  test('have a bound together, in a sentence of its own', async () => {
    const now = new Date('2031-05-05T10:00:00Z')
    must(await postAnswer(aGuest(), { question, body: 'The first guest of this hour.', guest: 'Gus' }, { now }))
    await db().write(async tx => { await tx.update(rates).set({ count: 299 }).where(like(rates.key, 'guests-together:%')) })

    must(await postAnswer(aGuest(), { question, body: 'The last guest of this hour.', guest: 'Gus' }, { now }))
    const late = await postAnswer(aGuest(), { question, body: 'One more.', guest: 'Gus' }, { now })
    expect(late.ok ? null : [late.error.code, late.error.text]).toEqual(['too-fast', expect.stringContaining('Guests have posted 300 times on this site')])
  })

  test('an unattended queue that is full of them never blocks who is trusted', async () => {
    const [waiting] = await db().read.select().from(posts).where(and(eq(posts.state, 'held'), eq(posts.role, 'guest'))).limit(1)
    const [guest] = await db().read.select().from(guests).limit(1)
    if (!waiting || !guest) throw new Error('no guest’s post waits')
    await db().write(async tx => {
      for (let n = 0; n < limits.guestQueue; n++) {
        const [made] = await tx.insert(guests).values({ ...guest, id: undefined, receiptHash: `full ${n}`, addressHash: `full ${n}` }).returning({ id: guests.id })
        await tx.insert(posts).values({ ...waiting, id: undefined, guest: made?.id ?? 0 })
      }
    })
    const now = new Date('2032-05-05T10:00:00Z')

    expect(refusal(await postAnswer(aGuest(), { question, body: 'One too many.', guest: 'Hal' }, { now }))).toBe('queue-full')
    expect(must(await postAnswer(await aPerson(), { question, body: 'A member’s answer beside a full queue.' }, { now })).state).toBe('public')
    expect(must(await postAnswer(await aPerson({ trust: 0 }), { question, body: 'A newcomer’s answer.' }, { now })).state).toBe('held')
  })
})

test('trust grows by approvals, and a rejected post lowers it', async () => {
  const moderator = await aPerson({ role: 'moderator' })
  const member = await aPerson({ trust: 0 })
  const asNow = async () => {
    const [kept] = await db().read.select({ trust: people.trust }).from(people).where(eq(people.id, member.id))
    return { ...member, trust: kept?.trust ?? 0 }
  }
  const post = async (n: number) => must(await postAnswer(await asNow(), { question, body: `Their post number ${n}.` }))

  for (const n of [1, 2]) {
    const held = await post(n)
    expect(held.state).toBe('held')
    must(await decide(moderator, { post: held.id, decision: 'approve' }))
  }
  const third = await post(3)
  expect(third.state).toBe('public')
  must(await decide(moderator, { post: third.id, decision: 'reject' }))
  expect((await post(4)).state).toBe('held')
})

describe('an edit of a public post', () => {
  const edit = async (given: { id: number; by: Awaited<ReturnType<typeof aPerson>> }, body: string, revision = 1) => must(await editPost(given.by, { post: given.id, revision, body }))

  test('is read first where it brings what the rules hold, and the reason is kept', async () => {
    must(await setHouseRules(operator, { domains: ['evil.example'] }))
    const answer = await anAnswer({ question, body: 'An honest answer.' })
    expect((await edit(answer, 'An honest answer. See shop.evil.example for more.')).held).toBe(true)

    expect(await row(answer.id)).toMatchObject({ state: 'held', heldWhy: 'domain', screening: { why: ['domain'], domains: ['evil.example'] } })
  })

  test('is not held for what stood there before', async () => {
    const answer = await anAnswer({ question, body: 'I never trusted evil.example.' })
    must(await setHouseRules(operator, { domains: ['evil.example'] }))

    expect((await edit(answer, 'I never trusted evil.example, and you should not.')).held).toBe(false)
  })

  test('with links waits where its writer is new, or they are many; fewer links never do', async () => {
    const fresh = await anAnswer({ question, by: await aPerson({ trust: 0 }) })
    must(await decide(await aPerson({ role: 'moderator' }), { post: fresh.id, decision: 'approve' }))
    expect((await edit(fresh, 'Rather see https://one.example/a.')).held).toBe(true)

    const many = (n: number) => Array.from({ length: n }, (_, at) => `https://edit-${at}.example/`).join(' ')
    const old = await anAnswer({ question, body: `Two: ${many(2)}` })
    expect((await edit(old, `Still two: ${many(2)}`)).held).toBe(false)
    expect((await edit(old, `Three: ${many(3)}`, 2)).held).toBe(true)
  })

  test('of a moderator never waits', async () => {
    must(await setHouseRules(operator, { words: ['ether'] }))
    expect((await edit(await anAnswer({ question, by: await aPerson({ role: 'moderator' }) }), 'About the ether.')).held).toBe(false)
  })
})

test('marks of what was let through are forgotten after a month, of what waits after a year; a writer who empties their posts takes all along', async () => {
  const by = await aPerson({ trust: 0 })
  const body = 'A first answer that is long enough to be compared with others by its words, about the kernel of the map.'
  const approved = must(await postAnswer(by, { question, body }))
  must(await decide(await aPerson({ role: 'moderator' }), { post: approved.id, decision: 'approve' }))
  const waiting = must(await postAnswer(by, { question, body: `${body} Once more, and otherwise put than before.` }))
  const marked = async () => Array.from(new Set((await db().read.select({ post: fingerprints.post }).from(fingerprints)).map(({ post }) => post))).filter(id => [approved.id, waiting.id].includes(id))
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000)

  await forgetWhatHasEnded(inDays(29))
  expect(await marked()).toEqual([approved.id, waiting.id])
  await forgetWhatHasEnded(inDays(31))
  expect(await marked()).toEqual([waiting.id])
  must(await closeAccount(by, { posts: 'empty' }))
  expect([await marked(), (await row(waiting.id)).screening]).toEqual([[], null])
})
