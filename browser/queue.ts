/** The moderators' queue by key, by thumb and without leaving it. Everything it does is a form of the page; without it the forms do the same. */
import { decideOn, decideOnChosen, sendRest, undoLast } from './queue-decisions'
import { help } from './queue-help'
import { all, isTyping, one } from './dom'
import { chosen, current, items, move, select, toggle, toggleAll, told } from './queue-items'
import { startLooking } from './queue-looks'
import { startSweeping } from './queue-sweep'

startQueue()

function startQueue(): void {
  const queue = one('[data-queue]', HTMLElement)
  if (!queue) return
  select(queue, 0)
  told(queue)
  startLooking(queue)
  startSweeping(queue)
  addEventListener('pagehide', sendRest)
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    if (form.matches('[data-decide]')) void decideOn(queue, form, event.submitter, !byKey)
    // What stands on other pages too is for the server to find.
    else if (form.matches('[data-bulk]') && one('[data-rest]:checked', HTMLInputElement)) return
    else if (form.matches('[data-bulk]')) decideOnChosen(queue, valueOf(event.submitter), !byKey)
    else return
    event.preventDefault()
  })
  queue.addEventListener('focusin', event => {
    const item = event.target instanceof Element ? event.target.closest('[data-queue] > li') : null
    const at = items(queue).findIndex(one => one === item)
    if (at >= 0) select(queue, at)
  })
  document.addEventListener('change', event => { if (event.target instanceof Element && event.target.matches('[data-pick]')) told(queue) })
  one('[data-all]', HTMLElement)?.addEventListener('click', () => { toggleAll(queue) })
  // Before the keys of every page, which know nothing of the queue.
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    if (!reasonKeys(queue, event) && (isTyping(event.target) || !act(queue, event.key))) return
    event.preventDefault()
    event.stopPropagation()
  }, true)
}

// Whether the button that is pressed just now was pressed for a key.
let byKey = false

function pressByKey(button: HTMLElement | undefined): void {
  byKey = true
  button?.click()
  byKey = false
}

function valueOf(submitter: HTMLElement | null): string {
  return submitter instanceof HTMLButtonElement ? submitter.value : ''
}

/** Keys that decide, with the decision that each makes on a selection; where its bar offers other ones, on those. */
const onChosen: Record<string, string> = { a: 'approve', h: 'hide', s: 'spam', t: 'trust' }
const onHidden: Record<string, string> = { a: 'restore', r: 'uphold' }

function onSelection(key: string): string | undefined {
  const offers = (decision: string) => one(`[data-bulk] button[value="${decision}"]`, HTMLButtonElement) !== null
  if (!offers('restore')) return onChosen[key]
  const decision = onHidden[key]
  return decision !== undefined && offers(decision) ? decision : undefined
}

function act(queue: HTMLElement, key: string): boolean {
  const item = current(queue)
  const bar = one('[data-bulk]', HTMLFormElement)
  switch (key) {
    case 'j': return move(queue, 1)
    case 'k': return move(queue, -1)
    case 'x': return toggle(queue, item)
    case 'X': return toggleAll(queue)
    case 'u': undoLast(queue); return true
    case '?': return help()
    case 'o':
      location.assign(one('[data-open]', HTMLElement, item ?? queue)?.dataset['open'] ?? '/moderation')
      return true
    case 'r': {
      const reason = item?.matches('.is-decided') && chosen(queue).length === 0 ? null : one('select[name="rule"]', HTMLSelectElement, chosen(queue).length > 0 && bar ? bar : item ?? queue)
      if (!reason) break
      reason.focus()
      return true
    }
  }
  const decision = onSelection(key)
  if (decision !== undefined && chosen(queue).length > 0) {
    decideOnChosen(queue, decision, false)
    return true
  }
  const button = item && !item.matches('.is-decided') && one(`[data-key="${CSS.escape(key)}"]`, HTMLElement, item)
  if (button) pressByKey(button)
  return Boolean(button)
}

// With the reasons open, 1 to 5 choose and Enter rejects: the item, or the selection where they stand in its bar.
function reasonKeys(queue: HTMLElement, event: KeyboardEvent): boolean {
  const field = event.target
  const isReason = field instanceof HTMLSelectElement && field.name === 'rule'
  const isWords = field instanceof HTMLInputElement && field.name === 'reason'
  if (!isReason && !isWords) return false
  const option = isReason && /^[1-9]$/.test(event.key) ? field.options[Number(event.key)] : undefined
  if (option && isReason) field.value = option.value
  else if (event.key === 'Escape') field.blur()
  else if (event.key === 'Enter') {
    field.blur()
    if (field.form?.matches('[data-bulk]')) decideOnChosen(queue, 'reject', false)
    else pressByKey(all('button[value="reject"]', HTMLButtonElement, field.form ?? queue)[0])
  } else return false
  return true
}
