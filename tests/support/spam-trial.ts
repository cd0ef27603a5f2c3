/** Teaches the filter one half of a mixture, as decisions would, and judges the other half as posts of a trusted member. In memory. */
import { Chance } from '@/forum/seeding/chance'
import { usualRules } from '@/forum/house-rules'
import type { Counts } from '@/forum/screening/bayes'
import type { Facts } from '@/forum/screening/facts'
import { filter, strangeLinks } from '@/forum/screening/filter'
import type { Known } from '@/forum/screening/filter'
import { alikeFrom, bandsOf, resemblance, shinglesOf } from '@/forum/screening/minhash'
import { whyHeld } from '@/forum/screening/rules'
import { seenIn, tokensOf, wholeOf } from '@/forum/screening/tokens'
import { spamPosts, unseenFamilies } from './spam'

/** `around` is the text of the thread it stands in. */
export type Sample = { spam: boolean; family: string; title: string | null; body: string; around: string }
export type Outcome = { sample: Sample; why: string[]; likelihood: number | null; because: string[] }

/** Spam of every family, so many of each, in threads of the scholarly texts. */
export function spamSamples(seed: string, perFamily: number, threads: readonly string[]): Sample[] {
  const around = (n: number) => threads[n % Math.max(1, threads.length)] ?? ''
  return spamPosts(seed, perFamily, around).map(({ family, title, body }, n) => ({ spam: true, family, title, body, around: around(n) }))
}

/** Every second one of each family to learn from, the others to be judged; of the unseen families all are judged. */
export function halved(seed: string, samples: readonly Sample[], unseen: readonly string[] = unseenFamilies): { taught: Sample[]; judged: Sample[] } {
  const mixed = new Chance(`${seed} halves`).shuffled(samples)
  const met = new Map<string, number>()
  const taught = mixed.filter(({ family }) => {
    const before = met.get(family) ?? 0
    met.set(family, before + 1)
    return before % 2 === 0 && !unseen.includes(family)
  })
  const known = new Set(taught)
  return { taught, judged: mixed.filter(sample => !known.has(sample)) }
}

/** What becomes of each of the judged, with the rules that come with the program. */
export function tried({ taught, judged }: { taught: readonly Sample[]; judged: readonly Sample[] }): Outcome[] {
  const known = { lessons: { spam: 0, fair: 0 }, counts: new Map<string, Counts>() }
  for (const sample of taught) learn(known, sample)
  const rejected = textsLike(taught.filter(({ spam }) => spam))
  return judged.map(sample => {
    const seen = seenIn(sample)
    const found = filter(seen, sample.around, known)
    const facts: Facts = {
      standing: 'trusted', trust: 5, links: seen.linked.length, strange: strangeLinks(seen, known), trap: false, timing: null, worked: null,
      alike: rejected(sample) ? 'rejected' : null, words: [], domains: [], spam: found?.spam ?? null, because: found?.because ?? [], waiting: 0, rejected: 0,
    }
    return { sample, why: whyHeld(facts, usualRules), likelihood: facts.spam, because: facts.because }
  })
}

function learn(known: Known & { counts: Map<string, Counts> }, sample: Sample): void {
  const seen = seenIn(sample)
  const signals = filter(seen, sample.around, known)?.signals ?? []
  const as = sample.spam ? 'spam' : 'fair'
  known.lessons[as]++
  for (const token of new Set([...tokensOf(seen), ...signals])) {
    const counts = known.counts.get(token) ?? { spam: 0, fair: 0 }
    counts[as]++
    known.counts.set(token, counts)
  }
}

function textsLike(samples: readonly Sample[]): (text: Sample) => boolean {
  const marked = new Map<string, Set<number>[]>()
  for (const sample of samples) {
    const shingles = shinglesOf(wholeOf(sample))
    bandsOf(shingles).forEach((value, band) => { marked.set(`${band} ${value}`, [...marked.get(`${band} ${value}`) ?? [], shingles]) })
  }
  return text => {
    const shingles = shinglesOf(wholeOf(text))
    return bandsOf(shingles).some((value, band) => marked.get(`${band} ${value}`)?.some(other => resemblance(shingles, other) >= alikeFrom))
  }
}

/** Shares in per cent, of each family and of all spam and all that is none. */
export function summed(outcomes: readonly Outcome[]): { families: { family: string; spam: boolean; judged: number; held: number; percent: number }[]; spam: number; fair: number } {
  const share = (of: readonly Outcome[]) => of.length === 0 ? 0 : 100 * of.filter(({ why }) => why.length > 0).length / of.length
  const names = Array.from(new Set(outcomes.map(({ sample }) => sample.family))).sort()
  return {
    families: names.map(family => {
      const own = outcomes.filter(({ sample }) => sample.family === family)
      return { family, spam: own[0]?.sample.spam ?? false, judged: own.length, held: own.filter(({ why }) => why.length > 0).length, percent: share(own) }
    }),
    spam: share(outcomes.filter(({ sample }) => sample.spam)), fair: share(outcomes.filter(({ sample }) => !sample.spam)),
  }
}
