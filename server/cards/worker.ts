/** The entry of the thread that draws cards. `cards.ts` starts it. */
import { parentPort } from 'node:worker_threads'
import type { Card } from '@/forum/cards'
import { drawCard } from './drawing'

if (parentPort === null) throw new Error('server/cards/worker is the entry of a worker thread.')
const port = parentPort

// Only cards.ts speaks on this port, and structured cloning keeps the shape.
port.on('message', (card: Card) => {
  drawCard(card).then(png => { port.postMessage(png) }, () => { port.postMessage(null) })
})
port.postMessage('ready')
