/** What search engines document for structured data, as far as the site uses it: required and recommended fields of each type
 *  (developers.google.com/search/docs/appearance/structured-data; schema.org). Nothing that is not described here may be sent. */
import { z } from 'zod'

const address = z.url({ protocol: /^https?$/ })
const moment = z.iso.datetime()
const day = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/)
const count = z.number().int().min(0)
const text = z.string().min(1)
const context = { '@context': z.literal('https://schema.org') }

const author = z.strictObject({ '@type': z.literal('Person'), name: text, url: address.optional() })
const said = { text, url: address, upvoteCount: count, datePublished: moment, dateModified: moment.optional(), author }
const comment = z.strictObject({ '@type': z.literal('Comment'), ...said })
const answer = z.strictObject({ '@type': z.literal('Answer'), ...said, comment: z.array(comment).min(1).optional() })
const article = z.strictObject({
  '@type': z.literal('ScholarlyArticle'), name: text, headline: text.max(110), author: z.array(z.strictObject({ '@type': z.literal('Person'), name: text })).min(1).optional(),
  datePublished: day.optional(), isPartOf: z.strictObject({ '@type': z.literal('CreativeWork'), name: text }).optional(), sameAs: z.array(address).min(1).optional(),
})

const qaPage = z.strictObject({
  ...context, '@type': z.literal('QAPage'), url: address,
  mainEntity: z.strictObject({
    '@type': z.literal('Question'), name: text, answerCount: count, ...said, comment: z.array(comment).min(1).optional(),
    acceptedAnswer: answer.optional(), suggestedAnswer: z.array(answer).min(1).optional(), about: article,
  }),
}).refine(({ mainEntity: { answerCount, acceptedAnswer, suggestedAnswer } }) => answerCount >= (acceptedAnswer ? 1 : 0) + (suggestedAnswer?.length ?? 0), 'more answers than it counts')

const inOrder = (items: readonly { position: number }[]) => items.every((item, at) => item.position === at + 1)
const breadcrumbs = z.strictObject({
  ...context, '@type': z.literal('BreadcrumbList'),
  itemListElement: z.array(z.strictObject({ '@type': z.literal('ListItem'), position: count, name: text, item: address })).min(2).refine(inOrder, 'positions from 1 on'),
})

const site = { '@type': z.literal('WebSite'), name: text, url: address }
const itemList = z.strictObject({
  '@type': z.literal('ItemList'), numberOfItems: count,
  itemListElement: z.array(z.strictObject({ '@type': z.literal('ListItem'), position: count, name: text, url: address })).min(1).refine(inOrder, 'positions from 1 on'),
})
const collection = z.strictObject({ ...context, '@type': z.literal('CollectionPage'), name: text, url: address, isPartOf: z.strictObject(site), about: article.optional(), mainEntity: itemList.optional() })

const webSite = z.strictObject({
  ...context, ...site, description: text.optional(),
  potentialAction: z.strictObject({
    '@type': z.literal('SearchAction'), target: z.strictObject({ '@type': z.literal('EntryPoint'), urlTemplate: z.string().regex(/^https?:\/\/[^{}]+\{search_term_string\}$/) }), 'query-input': z.literal('required name=search_term_string'),
  }),
})

const profile = z.strictObject({
  ...context, '@type': z.literal('ProfilePage'), dateCreated: moment, url: address,
  mainEntity: z.strictObject({
    '@type': z.literal('Person'), name: text, alternateName: text, identifier: text, url: address, description: text.optional(), sameAs: z.array(address).min(1).optional(),
    agentInteractionStatistic: z.strictObject({ '@type': z.literal('InteractionCounter'), interactionType: z.literal('https://schema.org/WriteAction'), userInteractionCount: count }),
  }),
})

const kinds = { QAPage: qaPage, BreadcrumbList: breadcrumbs, CollectionPage: collection, WebSite: webSite, ProfilePage: profile } as const
export type DataKind = keyof typeof kinds

/** What is wrong with a block of data; nothing where all is as documented. */
export function faultsOf(block: unknown): string[] {
  const type = z.object({ '@type': z.enum(['QAPage', 'BreadcrumbList', 'CollectionPage', 'WebSite', 'ProfilePage']) }).safeParse(block)
  if (!type.success) return ['a type that is not documented here']
  const read = kinds[type.data['@type']].safeParse(block)
  return read.success ? [] : read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
}

/** The data blocks of a page, parsed. */
export function blocksOf(html: string): { '@type': string }[] {
  return [...html.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)].map(([, json]) => z.looseObject({ '@type': z.string() }).parse(JSON.parse(json ?? '')))
}
