/** `npm run -s forum -- COMMAND`: the operator's command line, built first where it is stale. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { prepare } from './prepare.mjs'
import { root } from './run.mjs'

// A relative path in an argument means the folder in which the person stands; npm tells it and moves to the repository.
if (process.env.INIT_CWD === undefined) process.env.INIT_CWD = process.cwd()
process.chdir(root)
await prepare({ build: 'bundles', quiet: true })
process.env.NODE_ENV ||= 'production'
await import(pathToFileURL(path.join(root, 'dist', 'forum.mjs')).href)
