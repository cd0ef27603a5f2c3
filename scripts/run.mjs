/** Runs one program and tells how it ended. No dependencies: the scripts run before anything is installed. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The path of a package's program in node_modules. */
export const bin = name => path.join(root, 'node_modules', '.bin', name)

/**
 * Runs `command` in the repository. `quiet` sends its output to standard error, so that a command's own answer stays
 * alone on standard output. Resolves to the exit code (1 where a signal ended it or it could not be started).
 */
export function run(command, args, { env = process.env, quiet = false } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'] })
    const pass = signal => child.kill(signal)
    process.once('SIGINT', pass).once('SIGTERM', pass)
    const done = code => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(code)
    }
    child.once('error', () => done(1))
    child.once('exit', code => done(code ?? 1))
  })
}

/** Runs a program beside others: what it says is kept until it ends. */
export function runBeside(command, args) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const parts = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => parts.push(part))
    child.once('error', error => resolve({ code: 1, said: String(error) }))
    child.once('close', code => resolve({ code: code ?? 1, said: Buffer.concat(parts).toString('utf8') }))
  })
}

/** Runs a program and gives its output as text, or null where it failed. */
export function output(command, args, { env = process.env } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    const parts = []
    child.stdout.on('data', part => parts.push(part))
    child.once('error', () => resolve(null))
    child.once('close', code => resolve(code === 0 ? Buffer.concat(parts).toString('utf8') : null))
  })
}

/** Ends a script with one sentence for the person who started it. */
export function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
