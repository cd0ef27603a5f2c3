/**
 * Takes Next.js's client runtime out of a page: our pages need none of it. It goes by what Next.js 16 and React 19 are
 * known to write; whatever else is found stays, and the content policy stops it if it is a script.
 */

import type { Furniture } from './plain-page'

// React escapes `<` in text and attributes, text/ never lets a script element through, and data blocks escape `<`:
// so `<script` in a finished page is always an element, and `</script` always its end.
const runtimeStarts = [
  'self.__next_f', '(self.__next_f', 'self.__next_r', '(self.__next_s', 'self.__next_s', '(globalThis["TURBOPACK"]', 'globalThis["TURBOPACK"]', '$RC', '$RB', '$RV', '$RS', '$RX', '$RT',
  'requestAnimationFrame(function(){$RT', 'document.querySelectorAll(\'body link[rel="icon"]',
]
const emptyShells = ['<div hidden=""><!--$--><!--/$--></div>', '<div hidden=""></div>', '<!--$-->', '<!--/$-->', '<!-- -->']

/** A page without the framework's scripts, their preloads and React's markers. Linear in the page's length. */
export function stripRuntime(html: string): string {
  const parts: string[] = []
  let from = 0
  for (;;) {
    const start = nextTag(html, from)
    if (start === -1) break
    const isScript = html.startsWith('<script', start)
    const open = html.indexOf('>', start)
    if (open === -1) break
    const tag = html.slice(start, open + 1)
    const end = isScript ? endOfScript(html, open + 1) : open + 1
    const drop = isScript ? isRuntime(tag, html.slice(open + 1, end)) : isPreload(tag)
    parts.push(html.slice(from, drop ? start : end))
    from = end
  }
  parts.push(html.slice(from))
  return emptyShells.reduce((text, shell) => text.replaceAll(shell, ''), parts.join(''))
}

/** What a page links of the site's look, for pages that are made without the framework. */
export function furnitureOf(html: string): Furniture {
  const links = html.matchAll(/<link rel="stylesheet" href="(\/[^"]{1,200})"/g)
  return {
    styleSheets: [...links].flatMap(link => (link[1] === undefined ? [] : [link[1]])),
    theme: /<script src="(\/assets\/theme\.[^"]{1,100})"/.exec(html)?.[1] ?? null,
  }
}

/** Whether a page is the empty shell that Next.js sends when a page was not found or failed: its text would come by script. */
export function isEmptyShell(html: string): boolean {
  return html.slice(0, 200).includes('<html id="__next_error__"')
}

function nextTag(html: string, from: number): number {
  const script = html.indexOf('<script', from)
  const link = html.indexOf('<link rel="', from)
  if (script === -1 || link === -1) return Math.max(script, link)
  return Math.min(script, link)
}

function endOfScript(html: string, from: number): number {
  const end = html.indexOf('</script>', from)
  return end === -1 ? html.length : end + '</script>'.length
}

function isRuntime(tag: string, rest: string): boolean {
  const source = /\ssrc="([^"]*)"/.exec(tag)?.[1]
  if (source !== undefined) return source.startsWith('/_next/')
  return runtimeStarts.some(start => rest.startsWith(start))
}

function isPreload(tag: string): boolean {
  const href = /\shref="([^"]*)"/.exec(tag)?.[1] ?? ''
  return href.startsWith('/_next/') && (tag.startsWith('<link rel="modulepreload"') || (tag.startsWith('<link rel="preload"') && tag.includes(' as="script"')))
}

const typed = new Set(['about', 'author', 'cite-as', 'describedby', 'license', 'type'])
const linksMost = 12

/** The typed links of a page's head as the value of a Link header (RFC 8288), or null where it has none. What could end the header or
 *  a value of it is percent-encoded by the parsing of addresses, or the link is left out. */
export function typedLinks(html: string): string | null {
  const end = html.indexOf('</head>')
  if (end === -1) return null
  const links = [...html.slice(0, end).matchAll(/<link rel="([a-z-]{1,20})"([^<>]{1,2000})>/g)].flatMap(([, rel = '', rest = '']) => {
    const href = attributeOf(rest, 'href')
    const type = attributeOf(rest, 'type')
    if (!typed.has(rel) || href === null || !URL.canParse(href)) return []
    const address = new URL(href)
    if (!/^https?:$/.test(address.protocol) || /[^\u0021-\u007e]|[<>"]/.test(address.href)) return []
    return [`<${address.href}>; rel="${rel}"${type !== null && /^[a-z0-9.+/-]{1,100}$/.test(type) ? `; type="${type}"` : ''}`]
  })
  return links.length === 0 ? null : links.slice(0, linksMost).join(', ')
}

const named: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#x27': "'", '#39': "'" }

function attributeOf(attributes: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
  return value === undefined ? null : value.replace(/&(amp|quot|lt|gt|#x27|#39);/g, (_, sign: string) => named[sign] ?? '')
}
