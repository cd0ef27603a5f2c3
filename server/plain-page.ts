/** A page that needs nothing but this file: shown where the framework failed or was never asked. What was typed is given back. */
import { language, t } from '@/words'

export type PlainPage = {
  status: number
  /** One sentence: what happened. */
  say: string
  /** The number under which the log holds this request, or null where nothing failed on our side. */
  errorNumber: string | null
  siteName: string
  furniture: Furniture
  /** What a form carried, to be given back. */
  typed: readonly Typed[]
  /** Where the form can be sent again, or null where it must not be. */
  again: string | null
}

/** What a page links of the site's own look, as far as it is known by now. */
export type Furniture = { styleSheets: readonly string[]; theme: string | null }

export type Typed = { name: string; text: string }

const secretField = /password|secret|token|csrf/i
const labels: Record<string, string> = { body: t('Your text'), title: t('Title'), name: t('Your name'), guest: t('Your name'), markdown: t('Your text'), reason: t('Reason'), note: t('Note'), email: t('E-mail'), handle: t('Handle') }

/** The fields of a form body (application/x-www-form-urlencoded or a JSON object), but secrets and what is empty. */
export function typedIn(body: Buffer, contentType: string | undefined): Typed[] {
  if (body.length === 0) return []
  const isJson = (contentType ?? '').includes('json')
  const pairs = isJson ? jsonPairs(body.toString('utf8')) : [...new URLSearchParams(body.toString('utf8'))]
  return pairs.map(([name, text]) => ({ name, text })).filter(({ name, text }) => text.trim() !== '' && !secretField.test(name))
}

export function plainPage(page: PlainPage): string {
  const heading = headings[page.status] ?? (page.status >= 500 ? t('That failed on our side') : t('That was not done'))
  const { styleSheets, theme } = page.furniture
  return `<!DOCTYPE html><html lang="${language.tag}" dir="${language.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">`
    + `<meta name="color-scheme" content="light dark"><title>${escaped(heading)} · ${escaped(page.siteName)}</title>`
    + `${styleSheets.map(href => `<link rel="stylesheet" href="${escaped(href)}">`).join('')}${theme === null ? '' : `<script src="${escaped(theme)}"></script>`}</head>`
    + `<body><header class="site"><a class="wordmark" href="/">${escaped(page.siteName)}</a><nav aria-label="${t('Site')}"><a href="/papers">${t('Papers')}</a> <a href="/search">${t('Search')}</a></nav></header>`
    + `<main id="main" class="sheet"><h1>${escaped(heading)}</h1><p class="mt-2">${escaped(page.say)}</p>${numbered(page.errorNumber)}${given(page)}</main></body></html>`
}

const headings: Record<number, string> = {
  400: t('That address cannot be read'), 401: t('Sign in first'), 403: t('That was refused'), 404: t('Nothing is here'), 405: t('That is not done this way'), 408: t('That took too long'),
  413: t('That is too long'), 414: t('That address is too long'), 415: t('That cannot be read here'), 421: t('This is another site'), 429: t('That was too much at once'),
  431: t('The browser sent too much'), 503: t('Not at the moment'),
}

function numbered(errorNumber: string | null): string {
  return errorNumber === null ? '' : `<p class="soft mt-2">${t('The keeper of this site finds the reason under the error number {0}.', `<code>${escaped(errorNumber)}</code>`)}</p>`
}

function given(page: PlainPage): string {
  if (page.typed.length === 0) return ''
  const fields = page.typed.map((field, index) => one(field, index, page.again !== null)).join('')
  if (fields === '') return ''
  if (page.again === null) return `<h2 class="mt-7">${t('What you wrote')}</h2><p>${t('It was not stored. Copy it from here before you leave this page.')}</p>${fields}`
  return `<h2 class="mt-7">${t('What you wrote')}</h2><p>${t('It was not stored; it stands here so that nothing is lost. You can send it again.')}</p>`
    + `<form method="post" action="${escaped(page.again)}">${fields}<div class="send"><button class="btn primary" type="submit">${t('Send again')}</button></div></form>`
}

// What a person writes gets a box; what the form itself carried along, such as a number, goes with it unseen.
function one({ name, text }: Typed, index: number, inForm: boolean): string {
  const label = labels[name]
  if (label === undefined && text.length < 40) return inForm ? `<input type="hidden" name="${escaped(name)}" value="${escaped(text)}">` : ''
  const rows = Math.min(20, Math.max(2, Math.ceil(text.length / 70)))
  // A browser swallows the first line break of a textarea, so one is put before the text.
  return `<div class="field"><label for="field-${index}">${escaped(label ?? name)}</label><textarea class="input" id="field-${index}" name="${escaped(name)}" rows="${rows}" cols="70" dir="auto">\n${escaped(text)}</textarea></div>`
}

function jsonPairs(text: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, field]) => (typeof field === 'string' ? [[name, field]] : []))
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
