/** Processes of the bench: each takes one message at a time and answers it with one. */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

export type Child<Asked, Told> = { pid: number; ask: (message: Asked) => Promise<Told>; end: () => void }

type Program = 'generator' | 'bare' | 'site' | 'listeners'

/** Starts a program of the bench, which stands beside the one that runs. */
export function startChild<Asked extends object, Told>(program: Program, told: z.ZodType<Told>, env: NodeJS.ProcessEnv = process.env): Child<Asked, Told> {
  const child = fork(fileURLToPath(new URL(`./${program}.mjs`, import.meta.url)), [], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let last: Promise<unknown> = Promise.resolve()
  const ask = (message: Asked) => new Promise<Told>((resolve, reject) => {
    const ended = (code: number | null) => { reject(new Error(`the bench's ${program} ended with ${code}`)) }
    child.once('exit', ended)
    child.once('message', (given: unknown) => {
      child.off('exit', ended)
      if (isFault(given)) reject(new Error(`the bench's ${program} failed: ${given.fault}`))
      else resolve(told.parse(given))
    })
    child.send(message)
  })
  return {
    pid: child.pid ?? 0,
    ask(message) {
      const answer = last.then(() => ask(message))
      last = answer.catch(() => undefined)
      return answer
    },
    end: () => { child.kill('SIGKILL') },
  }
}

/** The other side: answers every message by `answer`, and ends with its parent. */
export function answerMessages<Asked, Told extends object>(asked: z.ZodType<Asked>, answer: (message: Asked) => Promise<Told>): void {
  process.on('message', (given: unknown) => {
    Promise.resolve().then(() => answer(asked.parse(given))).then(
      told => process.send?.(told),
      (error: unknown) => process.send?.({ fault: error instanceof Error ? error.stack : String(error) }),
    )
  })
  process.on('disconnect', () => { process.exit(0) })
}

function isFault(given: unknown): given is { fault: string } {
  return typeof given === 'object' && given !== null && 'fault' in given
}
