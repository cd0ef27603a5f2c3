/**
 * `npm start`: installs what is missing, builds what is stale, then serves, all in this process.
 * `--dev` serves with hot reload; `--demo` serves a separate site with seeded discussions from ./demo-data.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare } from './prepare.mjs'
import { root } from './run.mjs'

const dev = process.argv.includes('--dev')
const demo = process.argv.includes('--demo')

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
await prepare({ build: dev ? 'bundles' : 'all' })
process.env.NODE_ENV = dev ? 'development' : 'production'

if (demo) {
  process.env.DATA_DIR ||= './demo-data'
  process.env.SITE_NAME ||= 'Colloquy (demonstration)'
  process.env.COLLOQUY_DEMO = '1'
}
if (dev) {
  const { watchScripts } = await import('./bundles.mjs')
  await watchScripts()
}

const { serve } = await import(pathToFileURL(path.join(root, 'dist', 'server.mjs')).href)
await serve({ dev })
