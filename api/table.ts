/** All routes of the API, and which of them a request means. */
import type { Endpoint } from './contract'
import { openapi } from './openapi'
import { moderationRoutes } from './routes/moderation'
import { paperRoutes } from './routes/papers'
import { peopleRoutes } from './routes/people'
import { postRoutes } from './routes/posts'
import { questionRoutes } from './routes/questions'
import { siteRoutes } from './routes/site'
import { bodiless } from './contract'
import { nothing } from './schemas'

const description: Endpoint = bodiless({
  method: 'GET', path: '/openapi.json', tag: 'About', needs: 'public',
  summary: 'This description',
  params: nothing, query: nothing,
  answers: { 200: { description: 'The description in OpenAPI 3.1', type: 'application/json' } },
  handle: () => Promise.resolve({ status: 200, text: { type: 'application/json', content: openapi(endpoints) } }),
})

export const endpoints: readonly Endpoint[] = [...paperRoutes, ...questionRoutes, ...postRoutes, ...peopleRoutes, ...moderationRoutes, ...siteRoutes, description]

type Found = { endpoint: Endpoint; params: Record<string, string> } | { allow: string[] }

/** The route of a method and a path below /api/v1. `allow` lists the methods that the path takes; none: it names nothing. */
export function findEndpoint(method: string, path: string): Found {
  const wanted = method === 'HEAD' ? 'GET' : method
  const matches = endpoints.flatMap(endpoint => {
    const params = matched(endpoint.path, path)
    return params ? [{ endpoint, params }] : []
  })
  // `/questions/{id}.md` stands before `/questions/{id}` in the table.
  const found = matches.find(match => match.endpoint.method === wanted)
  return found ?? { allow: [...new Set(matches.flatMap(match => (match.endpoint.method === 'GET' ? ['GET', 'HEAD'] : [match.endpoint.method])))] }
}

const unreadable = /\p{Surrogate}|\0/u

/** The parameters of a path by its pattern, or null where it is not of this form. */
function matched(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = decoded(given[index] ?? '')
    if (value === null || unreadable.test(value)) return null
    const named = /^\{(\w+)\}(.*)$/.exec(part)
    if (!named) {
      if (value !== part) return null
      continue
    }
    const [, name = '', tail = ''] = named
    if (!value.endsWith(tail) || value.length === tail.length) return null
    params[name] = tail === '' ? value : value.slice(0, -tail.length)
  }
  return params
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
