/** While a question is typed: questions like it, below its title. The page works without; whatever fails here shows nothing. */
import { record, textOf } from './asking'
import { made, one } from './dom'
import { counted, t } from '@/words'

const pauseMs = 600
const charsLeast = 8

const form = one('form[data-composer="ask"]', HTMLFormElement)
const place = one('[data-similar]', HTMLElement)
if (form && place) start(form, place)

function start(form: HTMLFormElement, place: HTMLElement): void {
  const paper = textOf(place.dataset['similar'])
  const heard = made('p', 'vh')
  heard.setAttribute('role', 'status')
  place.after(heard)
  let due = 0
  let last = ''
  let asked = 0
  const look = async () => {
    const typed = { title: valueOf(form, 'title').slice(0, 400), text: valueOf(form, 'body').slice(0, 4_000) }
    const now = JSON.stringify(typed)
    if (now === last) return
    last = now
    const turn = ++asked
    const found = (typed.title + typed.text).trim().length < charsLeast ? [] : await similar(paper, now)
    // An answer that was overtaken says nothing of what stands there now; one that failed leaves what there was.
    if (turn === asked && found !== null) show(place, heard, found)
  }
  form.addEventListener('input', () => {
    clearTimeout(due)
    due = window.setTimeout(() => { void look() }, pauseMs)
  })
  // A draft may have come back.
  due = window.setTimeout(() => { void look() }, pauseMs)
}

type Similar = { html: string; url: string; status: string; answers: number; paper: string }

async function similar(paper: string, typed: string): Promise<Similar[] | null> {
  try {
    const response = await fetch(`/api/v1/papers/${encodeURIComponent(paper)}/similar`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: typed })
    const items = response.ok ? record(await response.json())?.['items'] : null
    return Array.isArray(items) ? items.map(record).flatMap(item => item ? [lineOf(item)] : []) : null
  } catch {
    return null
  }
}

function lineOf(item: Record<string, unknown>): Similar {
  return { html: textOf(item['headingHtml']), url: textOf(item['url']), status: textOf(item['status']), answers: Number(item['answers']), paper: item['here'] === true ? t('on this paper') : textOf(record(item['paper'])?.['short']) }
}

const statuses: Record<string, string> = { open: t('Open'), answered: t('Answered'), disputed: t('Disputed'), closed: t('Closed') }

// Alike `SimilarQuestions` of components/near.tsx. How many there are is said aloud, not the whole list at every pause.
function show(place: HTMLElement, heard: HTMLElement, found: readonly Similar[]): void {
  heard.textContent = found.length === 0 ? '' : t('Perhaps asked already: {0}', counted(found.length, 'question'))
  const lines = found.map(({ html, url, status, answers, paper }) => {
    const link = Object.assign(made('a', ''), { href: url, target: '_blank', rel: 'noopener' })
    // The server's own rendering, as pages show it.
    link.innerHTML = html
    const facts = made('p', 'meta num', made('span', '', paper), made('span', `status ${status}`, statuses[status] ?? ''), made('span', '', answers === 0 ? t('no answers yet') : counted(answers, 'answer')))
    return made('li', '', made('p', 't', link), facts)
  })
  place.replaceChildren(...(found.length === 0 ? [] : [made('h2', 'notes-title', t('Perhaps asked already')), made('ul', 'nearlist', ...lines), made('p', 'near-why', t('They open in a new tab; your text stays here.'))]))
}

function valueOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name)
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ''
}
