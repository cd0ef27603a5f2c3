/** A process that holds many event streams open and reads what comes, as readers with a thread left open do. */
import net from 'node:net'
import { z } from 'zod'
import { answerMessages } from './children'

const asked = z.object({ port: z.number().int(), count: z.number().int().min(0).max(6_000), request: z.string() })
const atOnce = 100

let held: net.Socket[] = []

// Asked for none, it lets all go.
answerMessages(asked, async ({ port, count, request }) => {
  if (count === 0) {
    for (const socket of held) socket.destroy()
    held = []
  }
  while (held.length < count) {
    const some = await Promise.all(Array.from({ length: Math.min(atOnce, count - held.length) }, () => open(port, request)))
    const streams = some.filter(socket => socket !== null)
    held.push(...streams)
    if (streams.length < some.length) break
  }
  return { held: held.filter(socket => !socket.destroyed).length }
})

/** A connection whose stream has begun; null where it was refused. */
function open(port: number, request: string): Promise<net.Socket | null> {
  return new Promise(resolve => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('connect', () => { socket.write(request) })
    socket.once('data', (part: Buffer) => {
      const begun = part.toString('latin1', 9, 12) === '200'
      if (!begun) socket.destroy()
      socket.on('data', () => undefined)
      resolve(begun ? socket : null)
    })
    socket.on('error', () => { resolve(null) })
    socket.on('close', () => { resolve(null) })
  })
}
