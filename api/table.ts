/** All routes of the API, and which of them a request means. */
import type { Endpoint } from './contract'
import { openapi } from './openapi'
import { appealRoutes } from './routes/appeals'
import { assessmentRoutes } from './routes/assessments'
import { delegationRoutes } from './routes/delegations'
import { moderationRoutes } from './routes/moderation'
import { neighbourRoutes } from './routes/neighbours'
import { paperRoutes } from './routes/papers'
import { peopleRoutes } from './routes/people'
import { postRoutes } from './routes/posts'
import { pushRoutes } from './routes/push'
import { questionRoutes } from './routes/questions'
import { returningRoutes } from './routes/returning'
import { suspensionRoutes } from './routes/suspensions'
import { searchRoutes } from './routes/search'
import { siteRoutes } from './routes/site'
import { statisticsRoutes } from './routes/statistics'
import { bodiless } from './contract'
import { nothing } from './schemas'

const description: Endpoint = bodiless({
  method: 'GET', path: '/openapi.json', tag: 'About', needs: 'public',
  summary: 'This description',
  params: nothing, query: nothing,
  answers: { 200: { description: 'The description in OpenAPI 3.1', type: 'application/json' } },
  handle: () => Promise.resolve({ status: 200, text: { type: 'application/json', content: openapi(endpoints) } }),
})

export const endpoints: readonly Endpoint[] = [...paperRoutes, ...assessmentRoutes, ...questionRoutes, ...neighbourRoutes, ...postRoutes, ...peopleRoutes, ...returningRoutes, ...moderationRoutes, ...suspensionRoutes, ...delegationRoutes, ...appealRoutes, ...pushRoutes, ...searchRoutes, ...siteRoutes, ...statisticsRoutes, description]

type Found = { endpoint: Endpoint; params: Record<string, string> } | { allow: string[] }

/** The route of a method and a path below /api/v1. `allow` lists the methods that the path takes; none: it names nothing. */
export function findEndpoint(method: string, path: string): Found {
  const wanted = method === 'HEAD' ? 'GET' : method
  const given = partsOf(path)
  if (given === null) return { allow: [] }
  const matches = patterns.flatMap(({ endpoint, parts }) => {
    const params = matched(parts, given)
    return params ? [{ endpoint, params }] : []
  })
  // `/questions/{id}.md` stands before `/questions/{id}` in the table.
  const found = matches.find(match => match.endpoint.method === wanted)
  return found ?? { allow: [...new Set(matches.flatMap(match => (match.endpoint.method === 'GET' ? ['GET', 'HEAD'] : [match.endpoint.method])))] }
}

type Part = { text: string } | { name: string; tail: string }

const patterns = endpoints.map(endpoint => ({ endpoint, parts: endpoint.path.split('/').map(partOf) }))

function partOf(text: string): Part {
  const [, name, tail = ''] = /^\{(\w+)\}(.*)$/.exec(text) ?? []
  return name === undefined ? { text } : { name, tail }
}

const unreadable = /\p{Surrogate}|\0/u

/** The parts of a path as they were meant; null where one cannot be read, so that it names nothing. */
function partsOf(path: string): string[] | null {
  try {
    const parts = path.split('/').map(decodeURIComponent)
    return parts.some(part => unreadable.test(part)) ? null : parts
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}

/** The parameters of a path by its pattern, or null where it is not of this form. */
function matched(wanted: readonly Part[], given: readonly string[]): Record<string, string> | null {
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if ('text' in part) {
      if (value !== part.text) return null
    } else {
      if (!value.endsWith(part.tail) || value.length === part.tail.length) return null
      params[part.name] = part.tail === '' ? value : value.slice(0, -part.tail.length)
    }
  }
  return params
}
