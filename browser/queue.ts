/** The moderators' queue by key and without leaving it: a decision folds its post to a line. */
import { fieldOf, send } from './asking'
import { all, isTyping, made, one } from './dom'

const said: Record<string, string> = { approve: 'Approved.', reject: 'Not published.', hide: 'Taken down.', restore: 'Given back.', lock: 'The thread is locked.', unlock: 'The thread is open again.' }

startQueue()

function startQueue(): void {
  const queue = one('[data-queue]', HTMLElement)
  if (!queue) return
  select(queue, 0)
  queue.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('[data-decide]')) return
    event.preventDefault()
    void decide(queue, form, event.submitter)
  })
  queue.addEventListener('focusin', event => {
    const item = event.target instanceof Element ? event.target.closest('[data-queue] > li') : null
    const at = items(queue).findIndex(one => one === item)
    if (at >= 0) select(queue, at)
  })
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (reasonKeys(queue, event) || isTyping(event.target)) return
    if (act(queue, event.key)) event.preventDefault()
  })
}

function items(queue: HTMLElement): HTMLElement[] {
  return all(':scope > li', HTMLElement, queue)
}

function select(queue: HTMLElement, at: number): void {
  items(queue).forEach((item, index) => item.toggleAttribute('aria-current', index === at))
  const item = items(queue)[at]
  item?.setAttribute('aria-current', 'true')
}

function chosen(queue: HTMLElement): HTMLElement | null {
  return one(':scope > li[aria-current]', HTMLElement, queue)
}

function act(queue: HTMLElement, key: string): boolean {
  const item = chosen(queue)
  const step = { j: 1, k: -1 }[key]
  if (step !== undefined) return move(queue, step)
  if (key === 'o') {
    location.assign(one('[data-open]', HTMLElement, item ?? queue)?.dataset['open'] ?? '/moderation')
    return true
  }
  if (key === 'r') {
    const reason = item && one('select[name="rule"]', HTMLSelectElement, item)
    reason?.focus()
    return reason !== null
  }
  const button = item && one(`button[data-key="${CSS.escape(key)}"]`, HTMLButtonElement, item)
  button?.click()
  return button !== null
}

function move(queue: HTMLElement, by: number): boolean {
  const every = items(queue)
  const at = Math.min(every.length - 1, Math.max(0, every.findIndex(item => item.hasAttribute('aria-current')) + by))
  select(queue, at)
  const item = every[at]
  item?.scrollIntoView({ block: 'nearest' })
  if (item) one('h2 a, button', HTMLElement, item)?.focus({ preventScroll: true })
  return true
}

// With the reasons open, 1 to 5 choose and Enter rejects.
function reasonKeys(queue: HTMLElement, event: KeyboardEvent): boolean {
  const reason = event.target
  const isReason = reason instanceof HTMLSelectElement && reason.name === 'rule'
  const isWords = reason instanceof HTMLInputElement && reason.name === 'reason'
  if (!isReason && !isWords) return false
  const option = isReason && /^[1-9]$/.test(event.key) ? reason.options[Number(event.key)] : undefined
  if (option && isReason) reason.value = option.value
  else if (event.key === 'Enter') {
    const item = chosen(queue)
    if (item) one('button[value="reject"]', HTMLButtonElement, item)?.click()
  } else return false
  event.preventDefault()
  return true
}

async function decide(queue: HTMLElement, form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const item = form.closest('li')
  const post = item && one('.what', HTMLElement, item)
  if (!item || !post || form.getAttribute('aria-busy') === 'true') return
  const data = new FormData(form, submitter)
  const decision = fieldOf(data, 'decision')
  form.setAttribute('aria-busy', 'true')
  const answer = await send(form.action, data)
  form.removeAttribute('aria-busy')
  item.querySelector('[data-told]')?.remove()
  const words = answer.ok ? `${said[decision] ?? 'Done.'} ${post.querySelector('h2')?.textContent ?? ''} ` : answer.text
  const line = Object.assign(made('p', answer.ok ? 'soft' : 'notice danger', words), { role: 'status' })
  line.dataset['told'] = ''
  if (answer.ok && decision !== 'lock' && decision !== 'unlock') {
    if (decision === 'reject' || decision === 'hide') line.append(undo(fieldOf(data, 'post'), item, post))
    post.hidden = true
    item.classList.add('is-decided')
    item.append(line)
    next(queue, item)
  } else form.after(line)
}

function undo(post: string, item: HTMLElement, shown: HTMLElement): HTMLElement {
  const button = Object.assign(made('button', 'btn compact plain', 'Restore'), { type: 'button' })
  button.addEventListener('click', () => void send('/forms/decide', { post, decision: 'restore' }).then(answer => {
    const line = item.querySelector('[data-told]')
    if (!answer.ok && line) line.textContent = answer.text
    if (!answer.ok) return
    line?.remove()
    shown.hidden = false
    item.classList.remove('is-decided')
  }))
  return button
}

function next(queue: HTMLElement, item: HTMLElement): void {
  const every = items(queue)
  const at = every.indexOf(item)
  const waiting = every.findIndex((one, index) => index > at && !one.matches('.is-decided'))
  const to = waiting >= 0 ? waiting : every.findIndex(one => !one.matches('.is-decided'))
  if (to < 0) return
  select(queue, to)
  const following = every[to]
  if (following) one('h2 a', HTMLElement, following)?.focus()
}
