import { parentPort } from 'node:worker_threads'
import { difference } from '@/text/difference'
import { render } from '@/text/render'
import type { Task } from '@/text/renderer'

/** The entry of the thread in which text of strangers is rendered and compared (SECURITY.md, R18). `renderer.ts` starts it. */
if (parentPort === null) throw new Error('text/worker is the entry of a worker thread.')
const port = parentPort

// Only renderer.ts speaks on this port, and structured cloning keeps the shape.
port.on('message', (task: Task) => {
  port.postMessage(task.kind === 'render' ? render(task.source, task.context) : difference(task.before, task.after))
})
port.postMessage('ready')
