import { hashPassword, judgePassword } from '@/auth/passwords'
import { makeOperatorLink } from '@/auth/links'
import { appointDelegate, endDelegation } from '@/forum/delegates'
import { addPerson, listPeople } from '@/forum/people'
import type { PersonLine } from '@/forum/people'
import { endOfSuspension, suspendPerson, unsuspendPerson, untilInWords, usualDays } from '@/forum/suspensions'
import { operator } from '@/forum/viewer'
import { answer, counted, Misuse, oneOf, onlyArgument, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

const roles = ['member', 'moderator', 'author'] as const

const unsaid = 'Suspended by the operator of this site.'

const ways: Record<string, (args: string[], io: Io) => Promise<number>> = { add, list, suspend, unsuspend, appoint, link }

export const userCommand: Command = {
  usage: [
    'user add HANDLE --email E --role author|moderator|member [--name NAME] [--password-stdin] [--json]',
    'user list [--json]',
    `user suspend HANDLE [--until DATE] [--posts keep|hide] [--reason TEXT] [--json]   (to the end of DATE in UTC, or for ${usualDays} days; without --reason: "${unsaid}")`,
    'user unsuspend HANDLE [--posts keep|restore] [--reason TEXT] [--json]',
    'user appoint HANDLE --until DATE | --end [--json]   (stands in as a moderator to the end of DATE in UTC)',
    'user link HANDLE [--json]',
  ],
  says: 'accounts: adds one, lists all, suspends, has a member stand in as a moderator, or makes a one-time address to sign in with',
  async run([way, ...args], io) {
    const chosen = way === undefined ? undefined : ways[way]
    if (!chosen) throw new Misuse(way === undefined ? 'What to do with an account is missing.' : `"user ${way}" is no command.`)
    return chosen(args, io)
  },
}

async function add(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({
    args, allowPositionals: true,
    options: { email: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' }, 'password-stdin': { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const handle = onlyArgument(positionals, 'HANDLE')
  const role = oneOf(values.role, roles, '--role')
  if (values.email === undefined) throw new Misuse('--email is missing.')
  const passwordHash = values['password-stdin'] ? await readPassword(io, { handle, email: values.email }) : { ok: true as const, hash: null }
  if (!passwordHash.ok) return refused(io, passwordHash.why)
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const added = await addPerson(operator, { handle, email: values.email, role, passwordHash: passwordHash.hash, ...(values.name === undefined ? {} : { name: values.name }) })
  if (!added.ok) return refused(io, added.error)
  return answer(io, values.json, added.value, [`${added.value.handle} is ${role === 'author' ? 'an' : 'a'} ${role} now.`])
}

/** The first line of the input, hashed. */
async function readPassword(io: Io, own: { handle: string; email: string }): Promise<{ ok: true; hash: string } | { ok: false; why: string }> {
  const [password = ''] = (await io.input()).split(/\r?\n/)
  const judged = judgePassword(password, own)
  return judged.ok ? { ok: true, hash: await hashPassword(password) } : { ok: false, why: judged.error.text }
}

async function list(args: string[], io: Io): Promise<number> {
  const { values } = readArguments({ args, options: { json: { type: 'boolean' } } })
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const found = await listPeople()
  return answer(io, values.json, { people: found }, found.length === 0 ? ['Nobody has an account yet.'] : found.map(lineOf))
}

function lineOf(person: PersonLine): string {
  const suspended = person.suspendedUntil && person.suspendedUntil > new Date() ? `, suspended until ${untilInWords(person.suspendedUntil)}` : ''
  return `${person.handle.padEnd(30)} ${person.role.padEnd(9)} ${person.name}${person.email === null ? '' : ` <${person.email}>`}${suspended}`
}

async function suspend(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { until: { type: 'string' }, posts: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } } })
  const handle = onlyArgument(positionals, 'HANDLE')
  const posts = oneOf(values.posts ?? 'keep', ['keep', 'hide'] as const, '--posts')
  const until = values.until === undefined ? null : endOfSuspension(values.until)
  if (values.until !== undefined && until === null) throw new Misuse(`--until ${values.until} is no date: write one like 2030-01-31.`)
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const suspended = await suspendPerson(operator, { handle, until, posts, reason: values.reason ?? unsaid })
  if (!suspended.ok) return refused(io, suspended.error)
  const { hidden, left } = suspended.value
  const written = posts === 'keep' ? 'the posts stay' : `${counted(hidden, 'post')} ${hidden === 1 ? 'is' : 'are'} hidden${leftInWords(left)}`
  return answer(io, values.json, suspended.value, [`${suspended.value.handle} is suspended until ${untilInWords(suspended.value.until)}. Sessions and tokens have ended; ${written}.`])
}

function leftInWords(left: number): string {
  return left === 0 ? '' : `, ${left} are left for the next time`
}

async function unsuspend(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { posts: { type: 'string' }, reason: { type: 'string' }, json: { type: 'boolean' } } })
  const handle = onlyArgument(positionals, 'HANDLE')
  const posts = oneOf(values.posts ?? 'keep', ['keep', 'restore'] as const, '--posts')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const ended = await unsuspendPerson(operator, { handle, posts, ...(values.reason === undefined ? {} : { reason: values.reason }) })
  return ended.ok ? answer(io, values.json, ended.value, [`${ended.value.handle} is suspended no longer.${posts === 'keep' ? '' : ` ${counted(ended.value.restored, 'post')} public again${leftInWords(ended.value.left)}.`}`]) : refused(io, ended.error)
}

async function appoint(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { until: { type: 'string' }, end: { type: 'boolean' }, json: { type: 'boolean' } } })
  const handle = onlyArgument(positionals, 'HANDLE')
  if ((values.until === undefined) === (values.end !== true)) throw new Misuse('Give either --until DATE or --end.')
  const until = values.until === undefined ? null : endOfSuspension(values.until)
  if (values.until !== undefined && until === null) throw new Misuse(`--until ${values.until} is no date: write one like 2030-01-31.`)
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  if (until === null) {
    const ended = await endDelegation(operator, { handle })
    return ended.ok ? answer(io, values.json, ended.value, [`${ended.value.handle} stands in as a moderator no longer.`]) : refused(io, ended.error)
  }
  const appointed = await appointDelegate(operator, { handle, until })
  return appointed.ok ? answer(io, values.json, appointed.value, [`${appointed.value.handle} stands in as a moderator until ${untilInWords(until)}.`]) : refused(io, appointed.error)
}

async function link(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
  const handle = onlyArgument(positionals, 'HANDLE')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const url = await makeOperatorLink(handle)
  return url === null ? refused(io, `Nobody here has the handle ${handle}. "user list" names all (${counted((await listPeople()).length, 'account')}).`)
    : answer(io, values.json, { url }, [url, 'It works once, for 24 hours.'])
}
