/** Finding papers, posts and people by their words. */
import { z } from 'zod'
import { foundKinds, questionStatuses } from '@/forum/documents'
import { limits } from '@/forum/limits'
import { absolute } from '@/forum/rendering'
import { search, wordsOf } from '@/forum/search'
import type { Hit } from '@/forum/search'
import { asksNothing, nothingAsked } from '@/forum/empty-queries'
import { bodiless } from '../contract'
import type { Endpoint } from '../contract'
import { cursor, flag, limit, nothing, pageOf, pageReply, period, slug, word } from '../schemas'

const deepestHit = 1_000
const operators = 'Any text is a valid search. What holds all words comes first, in any of their forms; where fewer than twenty do, what holds some of them follows, '
  + 'and `whole` says how many hold all. '
  + '`"several words"` finds them side by side, `-word` leaves out what has it, `begin*` finds beginnings, `$y^d$` a formula. '
  + '`title:word`, `author:handle`, `topic:slug`, `kind:answer`, `status:open`, `has:answer`, `rating:up`, `is:endorsed`, `after:2025-03`, `before:2025` '
  + 'narrow as the parameters do, and go before them. `remarks` says what of it was not understood.'

const hit = z.object({
  id: z.number().int().nullable().meta({ description: 'Of the post; null for a paper or a person' }), kind: z.enum(foundKinds),
  title: z.string().meta({ description: 'Of the paper or the question; a person’s name' }),
  titleHtml: z.string().meta({ description: 'Safe HTML: the same with its mathematics set and the found words in `mark`' }),
  snippet: z.string().meta({ description: 'Safe HTML: escaped text around what was found, which stands in `mark`; formulas as MathML, `math`, those beyond a few or too long as typed' }), url: z.url(),
  paper: z.string().nullable().meta({ description: 'Title of the paper' }), paperPlain: z.string().nullable().meta({ description: 'The same with its formulas in plain signs' }), questionNumber: z.number().int().nullable(), status: z.enum(questionStatuses).nullable(),
  score: z.number().int(), answers: z.number().int(), endorsed: z.boolean(), writer: z.string().nullable().meta({ description: 'Name of who wrote it' }),
  at: z.iso.datetime().nullable().meta({ description: 'When it was published' }),
}).meta({ id: 'Hit' })

const count = z.number().int()
const found = pageOf(hit).extend({
  total: count, whole: count.meta({ description: 'How many of them hold all of the query; the others hold a part' }), more: z.boolean().meta({ description: 'More were found than `total`, which counts those ranked' }),
  facets: z.object({
    more: z.object({ kinds: z.boolean(), statuses: z.boolean(), topics: z.boolean() }).meta({ description: 'Where there may be more of each, and of what is left out, than were counted' }),
    kinds: z.partialRecord(z.enum(foundKinds), count), statuses: z.partialRecord(z.enum(questionStatuses), count),
    topics: z.array(z.object({ slug: z.string(), title: z.string(), count })),
  }).meta({ description: 'How many there would be, were that the only filter changed; what has none is left out. With `more` at least so many' }),
  meant: z.string().nullable().meta({ description: 'Another spelling, under which there is more' }),
  instead: z.boolean().meta({ description: 'Nothing was found as typed: these are for `meant`' }),
  remarks: z.array(z.string()).meta({ description: 'Sentences on what of `q` was not understood or was left out' }),
})

export const searchRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/search', tag: 'Search', needs: 'public', rate: 'search',
    summary: 'Papers, questions, answers, comments and people by their words',
    description: operators,
    params: nothing,
    query: z.strictObject({
      q: z.string().max(limits.search, `At most ${limits.search} characters.`).refine(q => wordsOf(q) <= limits.searchTerms, `At most ${limits.searchTerms} words.`).default('')
        .meta({ description: 'Words and operators; without a word nothing is found' }),
      kind: z.enum(foundKinds).optional(), topic: slug.optional().meta({ description: 'Slug of a topic' }), author: word.optional().meta({ description: 'Handle of a writer' }),
      status: z.enum(questionStatuses).optional().meta({ description: 'Of the question, which answers and comments share' }),
      rating: z.enum(['up', 'down', 'none']).optional().meta({ description: 'The author’s mark on the paper' }),
      answered: flag.optional().meta({ description: 'Questions that have an answer, or none', override: { type: 'boolean' } }),
      endorsed: flag.optional().meta({ description: 'Answers that an author endorsed, or not', override: { type: 'boolean' } }),
      since: period.optional().meta({ description: 'Written then or later: YYYY, YYYY-MM or YYYY-MM-DD' }),
      until: period.optional().meta({ description: 'Written then or earlier' }),
      order: z.enum(['best', 'newest', 'votes']).optional().meta({ description: 'Best first unless given' }),
      limit: limit(20, 50), after: cursor(z.tuple([z.number().int().min(1).max(deepestHit)])).optional(),
    }),
    answers: { 200: { description: 'A page of hits', schema: found, headers: { Link: 'The next page, `rel="next"`' } } },
    async handle({ query, facts }) {
      const { hits, next, total, whole, more, facets, meant, instead, remarks } = await search(query)
      const unasked = query.q !== '' && hits.length === 0 && asksNothing(query) ? [nothingAsked(query.q)] : []
      return pageReply(facts, { items: hits.map(hitDocument), next, total, whole, more, facets, meant, instead, remarks: [...unasked, ...remarks] })
    },
  }),
]

function hitDocument({ url, at, ...rest }: Hit): z.output<typeof hit> {
  return { ...rest, url: absolute(url), at: at?.toISOString() ?? null }
}
