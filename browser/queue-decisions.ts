/** Deciding without leaving the queue: an item folds to a line at once; where the server refuses, it opens again and says why. */
import { fieldOf, numbersOf, record, send, textOf } from './asking'
import { all, made, one } from './dom'
import { chosen, current, itemOf, items, moveOn, postOf, select, told } from './queue-items'
import { t } from '@/words'

const said: Record<string, string> = {
  approve: t('Approved.'), reject: t('Not published.'), hide: t('Taken down.'), spam: t('Spam.'), trust: t('Approved; the writer is trusted.'), restore: t('Given back.'), uphold: t('The decision stands.'),
  lock: t('The thread is locked.'), unlock: t('The thread is open again.'),
}

/** One decision on some items, with its reason. By key an item folds at once, so that the next key finds the next one; pressed by hand (`late`) it folds once it is decided. */
type Job = { decision: string; rule: string; reason: string; items: HTMLElement[]; late: boolean }

/** What was decided on this page, the last one last: what `u` takes back. */
const undoable: HTMLElement[][] = []
/** What is to be sent, in the order of the keys; the same decision on several is sent as one. */
const waiting: Job[] = []
let sending = false

/** Decides on one item by its form. */
export async function decideOn(queue: HTMLElement, form: HTMLFormElement, submitter: HTMLElement | null, late: boolean): Promise<void> {
  const item = form.closest('li')
  if (!item || item.matches('.is-decided')) return
  const data = new FormData(form, submitter)
  const decision = fieldOf(data, 'decision')
  if (decision === 'lock' || decision === 'unlock') {
    const answer = await send(form.action, data)
    tell(item, answer.ok ? said[decision] ?? t('Done.') : answer.text, !answer.ok)
    return
  }
  if (!late) foldAll(queue, [item], decision)
  queueUp(queue, { decision, rule: fieldOf(data, 'rule'), reason: fieldOf(data, 'reason'), items: [item], late })
}

/** Decides alike on all that are chosen. */
export function decideOnChosen(queue: HTMLElement, decision: string, late: boolean): void {
  const bar = one('[data-bulk]', HTMLFormElement)
  const picked = chosen(queue)
  if (!bar || picked.length === 0 || decision === '') return
  const data = new FormData(bar)
  if (!late) foldAll(queue, picked, decision)
  queueUp(queue, { decision, rule: fieldOf(data, 'rule'), reason: fieldOf(data, 'reason'), items: picked, late })
}

function foldAll(queue: HTMLElement, decided: HTMLElement[], decision: string): void {
  const last = decided.at(-1)
  if (!last) return
  for (const item of decided) fold(queue, item, decision)
  undoable.push(decided)
  moveOn(queue, last)
}

/** Takes back what was decided last: on this page, else what the page says was decided before it was opened. */
export function undoLast(queue: HTMLElement): void {
  const last = undoable.pop()
  if (last) {
    undo(queue, last)
    return
  }
  const before = one('[data-recent] form', HTMLFormElement)
  const button = before && one('button', HTMLButtonElement, before)
  if (before && button) before.requestSubmit(button)
}

function undo(queue: HTMLElement, decided: HTMLElement[]): void {
  for (const item of decided) open(queue, item, '')
  const [first] = decided
  if (first) select(queue, items(queue).indexOf(first))
  one('h2 a', HTMLElement, current(queue) ?? queue)?.focus()
  queueUp(queue, { decision: 'undo', rule: '', reason: '', items: decided, late: false })
}

function queueUp(queue: HTMLElement, job: Job): void {
  const last = waiting.at(-1)
  if (last && last.decision === job.decision && last.rule === job.rule && last.reason === job.reason && !last.late && !job.late) last.items.push(...job.items)
  else waiting.push({ ...job, items: [...job.items] })
  void sendOn(queue)
}

async function sendOn(queue: HTMLElement): Promise<void> {
  if (sending) return
  sending = true
  queue.setAttribute('aria-busy', 'true')
  for (let job = waiting.shift(); job; job = waiting.shift()) await settle(queue, job)
  sending = false
  queue.removeAttribute('aria-busy')
}

/** Sends what is left when the page goes: what was folded must not wait again on the next one. */
export function sendRest(): void {
  for (let job = waiting.shift(); job; job = waiting.shift()) void sendJob(job)
}

function sendJob({ decision, rule, reason, items: on }: Job) {
  const data = new FormData()
  for (const [name, value] of Object.entries({ decision, rule, reason })) data.set(name, value)
  // As it was read: nobody decides on what changed, or was decided, meanwhile.
  for (const item of on) data.append('posts', decision === 'undo' ? postOf(item) : ['revision', 'seen'].reduce((text, name) => `${text}.${one(`input[name="${name}"]`, HTMLInputElement, item)?.value ?? ''}`, postOf(item)))
  return send('/forms/decide-many', data, true)
}

async function settle(queue: HTMLElement, job: Job): Promise<void> {
  const answer = await sendJob(job)
  const refused = Array.isArray(answer.told['refused']) ? answer.told['refused'].map(record) : []
  const done = numbersOf(answer.told['done']).map(String)
  if (job.late) foldAll(queue, job.items.filter(item => done.includes(postOf(item))), job.decision)
  for (const item of job.items) {
    if (done.includes(postOf(item))) continue
    const why = refused.find(one => String(one?.['post']) === postOf(item))
    const words = why ? textOf(why['text']) : answer.ok ? t('It was not decided.') : answer.text
    if (job.decision === 'undo') tell(item, words, true)
    else {
      forget(item)
      open(queue, item, words)
    }
  }
}

function forget(item: HTMLElement): void {
  const at = undoable.findIndex(decided => decided.includes(item))
  const left = undoable[at]?.filter(one => one !== item) ?? []
  if (at >= 0) undoable.splice(at, 1, ...left.length > 0 ? [left] : [])
}

/** Folds an item to a line that says what was decided, by whom where it was somebody else. */
export function fold(queue: HTMLElement, item: HTMLElement, decision: string, by = ''): void {
  const post = one('.what', HTMLElement, item)
  if (!post) return
  for (const pick of all('[data-pick]', HTMLInputElement, item)) pick.checked = false
  const words = by === '' ? said[decision] ?? t('Done.') : t('{0} decided this already: {1}.', by, decision)
  tell(item, `${words} ${post.querySelector('h2')?.textContent ?? ''}, ${post.querySelector('.who')?.textContent ?? ''} `, false)
  post.hidden = true
  item.classList.add('is-decided')
  told(queue)
  if (by !== '') return
  const button = Object.assign(made('button', 'btn compact plain', t('Undo')), { type: 'button' })
  button.addEventListener('click', () => {
    forget(item)
    undo(queue, [item])
  })
  item.querySelector('[data-told]')?.append(button)
}

function open(queue: HTMLElement, item: HTMLElement, why: string): void {
  const post = one('.what', HTMLElement, item)
  item.querySelector('[data-told]')?.remove()
  if (post) post.hidden = false
  item.classList.remove('is-decided')
  if (why !== '') tell(item, why, true)
  told(queue)
}

function tell(item: HTMLElement, words: string, isFault: boolean): void {
  item.querySelector('[data-told]')?.remove()
  const line = Object.assign(made('p', isFault ? 'notice danger' : 'soft', words), { role: 'status' })
  line.dataset['told'] = ''
  item.append(line)
}

/** Whether a post's item is on this page and still open. */
export function isOpen(queue: HTMLElement, post: string): HTMLElement | null {
  const item = itemOf(queue, post)
  return item && !item.matches('.is-decided') ? item : null
}
