/** What the other pages say of themselves to engines (schema.org): the site with its search, collections with their lists, people, and where a page stands. */
import type { Work } from '@/forum/cited-works'
import type { PersonPage, Site } from '@/forum/documents'
import { personPath } from '@/forum/urls'
import { withoutTex } from '@/text/without-tex'
import { articleOf } from './article'
import type { Data } from './question'

type At = Pick<Site, 'url' | 'name'>
const context = 'https://schema.org'

/** The front page: the site's name, and how it is searched. */
export function webSiteOf(site: At & Pick<Site, 'intro'>): Data {
  return {
    '@context': context, '@type': 'WebSite', name: site.name, url: `${site.url}/`, ...(site.intro === null ? {} : { description: site.intro }),
    potentialAction: { '@type': 'SearchAction', target: { '@type': 'EntryPoint', urlTemplate: `${site.url}/search?q={search_term_string}` }, 'query-input': 'required name=search_term_string' },
  }
}

/** A page that gathers others: papers of a topic, questions of a paper. `about` is the paper where there is one. */
export function collectionOf(page: { name: string; path: string; items: readonly { name: string; url: string }[]; about?: Work }, site: At): Data {
  const list = page.items.map((item, at) => ({ '@type': 'ListItem', position: at + 1, name: withoutTex(item.name), url: `${site.url}${item.url}` }))
  return {
    '@context': context, '@type': 'CollectionPage', name: withoutTex(page.name), url: `${site.url}${page.path}`,
    isPartOf: { '@type': 'WebSite', name: site.name, url: `${site.url}/` },
    ...(page.about === undefined ? {} : { about: articleOf(page.about) }),
    ...(list.length === 0 ? {} : { mainEntity: { '@type': 'ItemList', numberOfItems: list.length, itemListElement: list } }),
  }
}

/** Where a page stands: the steps that it shows above its heading, then itself. */
export function crumbsOf(steps: readonly { title: string; href: string }[], site: Pick<Site, 'url'>): Data {
  return {
    '@context': context, '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, at) => ({ '@type': 'ListItem', position: at + 1, name: withoutTex(step.title), item: `${site.url}${step.href}` })),
  }
}

/** A person's page. */
export function profileOf(person: PersonPage, site: Pick<Site, 'url'>): Data {
  const { answers, questions, comments } = person.counts
  return {
    '@context': context, '@type': 'ProfilePage', dateCreated: person.since.toISOString(), url: `${site.url}${personPath(person.handle)}`,
    mainEntity: {
      '@type': 'Person', name: person.name, alternateName: person.handle, identifier: person.handle, url: `${site.url}${personPath(person.handle)}`,
      ...(person.about === '' ? {} : { description: person.about }),
      ...(person.orcid === null ? {} : { sameAs: [`https://orcid.org/${person.orcid}`] }),
      agentInteractionStatistic: { '@type': 'InteractionCounter', interactionType: 'https://schema.org/WriteAction', userInteractionCount: answers + questions + comments },
    },
  }
}
