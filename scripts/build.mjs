/** `npm run build`: the bundles, then the pages. An argument names a part: all (the default) or bundles. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bin, root, run } from './run.mjs'
import { buildStamp, writeStamp } from './stamps.mjs'
import { bundlePrograms, bundleScripts, clearScripts } from './bundles.mjs'

const part = process.argv[2] ?? 'all'
const stamp = buildStamp()

// A build that breaks off leaves no mark, or going back to the former sources would pass for built.
rmSync(path.join(root, 'dist', '.stamp'), { force: true })
if (part === 'all') {
  rmSync(path.join(root, '.next', '.stamp'), { force: true })
  clearScripts()
}
await bundlePrograms()
await bundleScripts()
writeStamp('dist/.stamp', stamp)

if (part === 'all') {
  const code = await buildPages()
  if (code !== 0) process.exit(code)
  writeStamp('.next/.stamp', stamp)
}

/** Pages are built for no site in particular: a build sees no setting of one, and a data folder of its own that is thrown away. */
async function buildPages() {
  const nowhere = mkdtempSync(path.join(os.tmpdir(), 'colloquy-build-'))
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'NODE_OPTIONS', 'SystemRoot', 'TEMP', 'TMP']
  const env = Object.fromEntries(kept.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
  try {
    return await run(bin('next'), ['build'], { env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', DATA_DIR: nowhere } })
  } finally {
    rmSync(nowhere, { recursive: true, force: true })
  }
}
