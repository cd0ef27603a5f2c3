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
})
