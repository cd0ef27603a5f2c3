/** A process that makes notifications until it is killed, for the test that kills it. Says so when it begins and whenever it has come further. */
import { loadConfig } from '@/config'
import { advance } from '@/forum/log-followers'
import { notifier } from '@/forum/notifying'

const loaded = loadConfig(process.env)
if (!loaded.ok) throw new Error(loaded.sentence)
process.stdout.write('begins\n')
for (;;) {
  const { handled, failed } = await advance(notifier, new Date(), null, 10)
  if (failed) throw failed.error
  process.stdout.write(`${handled}\n`)
  if (handled === 0) await new Promise(resume => { setTimeout(resume, 20) })
}
