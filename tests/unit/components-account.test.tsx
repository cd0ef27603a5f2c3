import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Extras, Self } from '@/components/account'

test('the header of a signed-in reader leads only where there is a page', () => {
  const view = { handle: 'iris', name: 'Iris Example', role: 'author' as const, waiting: 3, unread: 0 }
  const html = renderToStaticMarkup(<><Extras view={view} /><Self view={view} /></>)
  const places = [...html.matchAll(/href="([^"]+)"/g)].map(found => found[1])
  expect([...new Set(places)].sort()).toEqual(['/moderation', '/notifications', '/people/iris', '/reading-list', '/settings', '/statistics'])
})
