/** Says which item is looked at, and hears who looks at which and what others have decided meanwhile. */
import { record, send, textOf } from './asking'
import { one } from './dom'
import { fold, isOpen } from './queue-decisions'
import { current, postOf, waiting } from './queue-items'
import { t } from '@/words'

const everyMs = 15_000
const settledMs = 800

export function startLooking(queue: HTMLElement): void {
  let soon: ReturnType<typeof setTimeout> | undefined
  let last = ''
  const look = () => { if (document.visibilityState === 'visible') void tell(queue) }
  setInterval(look, everyMs)
  new MutationObserver(() => {
    const now = postOf(current(queue) ?? queue)
    if (now === last) return
    last = now
    clearTimeout(soon)
    soon = setTimeout(look, settledMs)
  }).observe(queue, { subtree: true, attributes: true, attributeFilter: ['aria-current'] })
  soon = setTimeout(look, settledMs)
}

async function tell(queue: HTMLElement): Promise<void> {
  const item = current(queue)
  if (!item) return
  const data = new FormData()
  data.set('post', postOf(item))
  for (const one of waiting(queue)) data.append('posts', postOf(one))
  const answer = await send('/forms/look', data)
  if (!answer.ok) return
  const looking = new Map(listOf(answer.told['looking']).map(one => [String(one['post']), Array.isArray(one['names']) ? one['names'].map(textOf) : []]))
  for (const one of waiting(queue)) show(one, looking.get(postOf(one)) ?? [])
  for (const one of listOf(answer.told['decided'])) {
    const gone = isOpen(queue, String(one['post']))
    if (gone) fold(queue, gone, textOf(one['decision']), textOf(one['by']))
  }
}

function show(item: HTMLElement, names: string[]): void {
  const line = one('[data-looking]', HTMLElement, item)
  if (!line) return
  line.hidden = names.length === 0
  line.textContent = names.length === 0 ? '' : t('{0} {1} looking at this.', names.join(t(' and ')), names.length === 1 ? t('is') : t('are'))
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record).filter(one => one !== null) : []
}
