import { expect, test } from 'vitest'
import { endpoints, findEndpoint } from '@/api/table'
import { call, listOf, objectOf } from '../support/api'
import { aDatabase } from '../support/database'

process.env['RATE_LIMITS'] = 'off'
aDatabase()

test('the description names every route once, with its parameters, body and answers', async () => {
  const answer = await call('GET', '/openapi.json')
  const paths = objectOf(answer.json['paths'])
  expect(answer.json['openapi']).toBe('3.1.1')
  expect(listOf(answer.json['servers'])[0]?.['url']).toBe('http://localhost:3000/api/v1')
  for (const endpoint of endpoints) {
    const operation = objectOf(objectOf(paths[endpoint.path])[endpoint.method.toLowerCase()])
    expect(operation['summary']).toBe(endpoint.summary)
    const named = listOf(operation['parameters'] ?? []).map(parameter => `${String(parameter['in'])} ${String(parameter['name'])}`)
    for (const [, name] of endpoint.path.matchAll(/\{(\w+)\}/g)) expect(named, endpoint.path).toContain(`path ${name ?? ''}`)
    expect('requestBody' in operation).toBe(endpoint.body !== null)
    expect(Object.keys(objectOf(operation['responses']))).toEqual([...Object.keys(endpoint.answers), 'default'])
    if (endpoint.takes === 'if-match') expect(named).toContain('header If-Match')
    if (endpoint.takes === 'key') expect(named).toContain('header Idempotency-Key')
  }
  const ids = Object.values(paths).flatMap(path => Object.values(objectOf(path)).map(one => objectOf(one)['operationId']))
  expect(new Set(ids).size).toBe(endpoints.length)
})

test('every reference in the description leads to a schema that is there', async () => {
  const { json, text } = await call('GET', '/openapi.json')
  const schemas = objectOf(objectOf(json['components'])['schemas'])
  const named = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(new Set(named.filter(name => !(name in schemas)))).toEqual(new Set())
  for (const name of ['Post', 'Question', 'Thread', 'Paper', 'Problem', 'Note']) expect(Object.keys(schemas)).toContain(name)
  expect(text).not.toMatch(/"__schema\d+"/)
})

test('the contract’s rows are all there', () => {
  const rows = `GET /papers, GET /papers/x, GET /papers/x/questions, POST /papers/x/questions, GET /questions/1, GET /questions/1.md, POST /questions/1/answers, POST /posts/1/comments,
    PATCH /posts/1, DELETE /posts/1, PUT /posts/1/vote, DELETE /posts/1/vote, PUT /posts/1/endorsement, DELETE /posts/1/endorsement, PUT /questions/1/status, PUT /people/x/suspension, DELETE /people/x/suspension,
    POST /posts/1/flags, GET /moderation/queue, POST /posts/1/moderation, PUT /follows/paper/x, DELETE /follows/paper/x, GET /notifications, GET /search, GET /events, POST /render, GET /me, GET /openapi.json`
  for (const row of rows.split(',').map(one => one.trim())) {
    const [method = '', path = ''] = row.split(' ')
    expect('endpoint' in findEndpoint(method, path), row).toBe(true)
  }
})
