import { parentPort } from 'node:worker_threads'
import { difference } from '@/text/difference'
import { setInLine } from '@/text/formula'
import { render } from '@/text/render'
import type { Task } from '@/text/renderer'
import { sanitise } from '@/text/sanitise'

/** The entry of the thread in which text of strangers is rendered and compared (SECURITY.md, R18). `renderer.ts` starts it. */
if (parentPort === null) throw new Error('text/worker is the entry of a worker thread.')
const port = parentPort

// Only renderer.ts speaks on this port, and structured cloning keeps the shape.
port.on('message', (task: Task) => {
  port.postMessage(answerTo(task))
})
port.postMessage('ready')

function answerTo(task: Task): unknown {
  if (task.kind === 'render') return render(task.source, task.context)
  if (task.kind === 'difference') return difference(task.before, task.after)
  return task.formulas.map(tex => {
    const set = setInLine(tex)
    return set === null ? null : sanitise(set)
  })
}
