/** What `scripts/forum.mjs` runs. */
import { text } from 'node:stream/consumers'
import { runForum } from './forum'

// A reader of the output that has had enough (`| head`) ends it; that is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

process.exitCode = await runForum(process.argv.slice(2), {
  out: words => { process.stdout.write(words) },
  err: words => { process.stderr.write(words) },
  input: () => text(process.stdin),
  bytes: async most => {
    const parts: Buffer[] = []
    let length = 0
    for await (const part of process.stdin) {
      const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
      length += bytes.length
      if (length > most) return null
      parts.push(bytes)
    }
    return Buffer.concat(parts)
  },
})
