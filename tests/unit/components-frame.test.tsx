import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Frame } from '@/components/frame'

const site = { name: 'Reading room', author: 'Ada', legend: null, licence: null, source: null, intro: null, introHtml: null, url: 'http://localhost:3000' }

test('every page of a demonstration says that its people are invented', () => {
  expect(renderToStaticMarkup(<Frame site={site} viewer={null} demo>A page</Frame>)).toContain('A demonstration: invented people, invented answers')
})

test('a site of one’s own does not', () => {
  expect(renderToStaticMarkup(<Frame site={site} viewer={null}>A page</Frame>)).not.toContain('demonstration')
})

test('every page says that the author is away, until when, and what becomes of guests’ posts', () => {
  const page = renderToStaticMarkup(<Frame site={site} viewer={null} absence={{ until: '12 March 2026', guests: 'held', words: 'In the <field>.' }}>A page</Frame>)
  expect(page.replace(/<\/?bdi>/g, '')).toContain('Ada is away until 12 March 2026. Guests’ posts wait until they are read. In the &lt;field&gt;.')
  const paused = renderToStaticMarkup(<Frame site={site} viewer={null} absence={{ until: null, guests: 'paused', words: '' }}>A page</Frame>)
  expect(paused.replace(/<\/?bdi>/g, '')).toContain('Ada is away for now. Guests’ posts are not taken meanwhile; members can post.')
  expect(renderToStaticMarkup(<Frame site={site} viewer={null}>A page</Frame>)).not.toContain('is away')
})
