import { createToken } from '@/forum/tokens'
import { operator } from '@/forum/viewer'
import { answer, Misuse, oneOf, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

export const tokenCommand: Command = {
  usage: ['token create HANDLE --scope read|write|moderate [--label TEXT] [--json]'],
  says: 'makes an API token and prints it, this once',
  async run([way, ...args], io) {
    if (way !== 'create') throw new Misuse(way === undefined ? 'What to do with a token is missing.' : `"token ${way}" is no command.`)
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { scope: { type: 'string' }, label: { type: 'string' }, json: { type: 'boolean' } } })
    const handle = onlyArgument(positionals, 'HANDLE')
    const scope = oneOf(values.scope, ['read', 'write', 'moderate'], '--scope')
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const made = await createToken(operator, { handle, scope, label: values.label ?? 'from the command line' })
    if (!made.ok) return refused(io, made.error.code === 'not-found' ? `Nobody here has the handle ${handle}.` : made.error)
    return answer(io, values.json, { token: made.value.token }, [made.value.token])
  },
}
