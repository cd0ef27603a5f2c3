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
