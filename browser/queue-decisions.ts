/** Deciding without leaving the queue: an item folds to a line at once; where the server refuses, it opens again and says why. */
import { fieldOf, numbersOf, record, send, textOf } from './asking'
import { all, made, one } from './dom'
import { chosen, current, itemOf, items, moveOn, postOf, select, told } from './queue-items'

const said: Record<string, string> = {
  approve: 'Approved.', reject: 'Not published.', hide: 'Taken down.', spam: 'Spam.', trust: 'Approved; the writer is trusted.', restore: 'Given back.', uphold: 'The decision stands.',
  lock: 'The thread is locked.', unlock: 'The thread is open again.',
}

/** What was decided on this page, the last one last: what `u` takes back. */
const undoable: string[][] = []
// One after the other, in the order of the keys: the server then decides in the order of the moderator's mind.
let line: Promise<unknown> = Promise.resolve()

/** Decides on one item by its form. */
export function decideOn(queue: HTMLElement, form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const item = form.closest('li')
  if (!item || item.matches('.is-decided')) return Promise.resolve()
  const data = new FormData(form, submitter)
  const decision = fieldOf(data, 'decision')
  const onThread = decision === 'lock' || decision === 'unlock'
  if (!onThread) {
    fold(queue, item, decision)
    moveOn(queue, item)
  }
  return inLine(async () => {
    const answer = await send(form.action, data)
    if (!answer.ok) open(queue, item, answer.text)
    else if (onThread) tell(item, said[decision] ?? 'Done.', false)
    else undoable.push([postOf(item)])
  })
}

/** Decides alike on all that are chosen. */
export function decideOnChosen(queue: HTMLElement, decision: string): Promise<void> {
  const bar = one('[data-bulk]', HTMLFormElement)
  const picked = chosen(queue)
  const [last] = picked.slice(-1)
  if (!bar || !last || decision === '') return Promise.resolve()
  const data = new FormData(bar)
  data.set('decision', decision)
  data.delete('posts')
  for (const item of picked) data.append('posts', postOf(item))
  for (const item of picked) fold(queue, item, decision)
  told(queue)
  moveOn(queue, last)
  return inLine(async () => {
    const answer = await send(bar.action, data)
    const refused = Array.isArray(answer.told['refused']) ? answer.told['refused'].map(record) : []
    const done = numbersOf(answer.told['done']).map(String)
    if (done.length > 0) undoable.push(done)
    for (const item of picked) {
      if (done.includes(postOf(item))) continue
      const why = refused.find(one => String(one?.['post']) === postOf(item))
      open(queue, item, why ? textOf(why['text']) : answer.ok ? '' : answer.text)
    }
  })
}

/** Takes back what was decided last: on this page, else what the page says was decided before it was opened. */
export function undoLast(queue: HTMLElement): Promise<void> {
  return inLine(async () => {
    const posts = undoable.pop()
    if (posts) return undo(queue, posts)
    const before = one('[data-recent] form', HTMLFormElement)
    const button = before && one('button', HTMLButtonElement, before)
    if (before && button) before.requestSubmit(button)
  })
}

async function undo(queue: HTMLElement, posts: string[]): Promise<void> {
  const data = new FormData()
  data.set('decision', 'undo')
  for (const post of posts) data.append('posts', post)
  const answer = await send('/forms/decide-many', data)
  const back = numbersOf(answer.told['done']).map(String)
  for (const post of posts) {
    const item = itemOf(queue, post)
    if (!item) continue
    if (back.includes(post)) {
      open(queue, item, '')
      select(queue, items(queue).indexOf(item))
    } else tell(item, answer.ok ? 'It could not be undone.' : answer.text, true)
  }
  one('h2 a', HTMLElement, current(queue) ?? queue)?.focus()
}

function inLine(work: () => Promise<unknown>): Promise<void> {
  const next = line.then(work).then(() => undefined)
  line = next
  return next
}

/** Folds an item to a line that says what was decided, by whom where it was somebody else. */
export function fold(queue: HTMLElement, item: HTMLElement, decision: string, by = ''): void {
  const post = one('.what', HTMLElement, item)
  if (!post) return
  for (const pick of all('[data-pick]', HTMLInputElement, item)) pick.checked = false
  const words = by === '' ? said[decision] ?? 'Done.' : `${by} decided this already: ${decision}.`
  tell(item, `${words} ${post.querySelector('h2')?.textContent ?? ''} `, false)
  post.hidden = true
  item.classList.add('is-decided')
  told(queue)
  if (by !== '') return
  const button = Object.assign(made('button', 'btn compact plain', 'Undo'), { type: 'button' })
  button.addEventListener('click', () => {
    void inLine(() => {
      const at = undoable.findIndex(posts => posts.includes(postOf(item)))
      undoable[at] = undoable[at]?.filter(one => one !== postOf(item)) ?? []
      if (undoable[at].length === 0) undoable.splice(at, 1)
      return undo(queue, [postOf(item)])
    })
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
  const said = Object.assign(made('p', isFault ? 'notice danger' : 'soft', words), { role: 'status' })
  said.dataset['told'] = ''
  said.style.gridColumn = '2'
  item.append(said)
}
