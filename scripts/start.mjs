/**
 * `npm start`: installs what is missing, builds what is stale, then serves, all in this process.
 * `--dev` serves with hot reload; `--demo` serves a separate site with seeded discussions from ./demo-data.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import v8 from 'node:v8'
import { prepare } from './prepare.mjs'
import { root } from './run.mjs'

// The heap grows by a third before it is swept instead of doubling: a third of the memory under load, for the same work.
v8.setFlagsFromString('--heap-growing-percent=30')

const dev = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
await prepare({ build: dev ? 'bundles' : 'all' })
process.env.NODE_ENV = dev ? 'development' : 'production'

const signIn = demo ? setDemonstration() : null
if (dev) {
  const { watchScripts } = await import('./bundles.mjs')
  await watchScripts()
}

const { serve } = await import(pathToFileURL(path.join(root, 'dist', 'server.mjs')).href)
await serve({ dev })
if (signIn) process.stdout.write(`A demonstration: invented people, invented answers. Sign in as its author: ${signIn.email}, password ${signIn.password}\n`)

/** A site of its own beside the real one: other folder, other port, no setting of the real database. Its author's password changes with each start. */
function setDemonstration() {
  const made = { email: 'author@demo.example', password: randomBytes(12).toString('base64url') }
  process.env.COLLOQUY_DEMO = '1'
  process.env.PORT ||= '3001'
  process.env.DATA_DIR ||= './demo-data'
  process.env.DATABASE_URL = ''
  process.env.SITE_NAME ||= 'Colloquy demonstration'
  if (process.env.AUTHOR_EMAIL && process.env.AUTHOR_PASSWORD) return null
  Object.assign(process.env, { AUTHOR_EMAIL: made.email, AUTHOR_PASSWORD: made.password })
  return made
}
