import { mailMaxBytes, takeMail } from '../incoming'
import type { Taken } from '../incoming'
import { answer, exit, Misuse, readArguments } from '../command'
import type { Command, Io } from '../command'
import { configFault, makeReady } from '../ready'

export const mailInCommand: Command = {
  usage: ['mail-in [--json] < MESSAGE   (one raw mail, at most 10 MB; exit 0: taken, 1: refused for good, 75: give it again later)'],
  says: 'reads a mail that arrived at MAIL_INBOUND: posts a reply, or stops mailing to an address that is not there',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    if (positionals.length > 0) throw new Misuse('The mail is read from standard input.')
    return told(io, values.json, await taken(io))
  },
}

/** A fault of the machine or of this program must not cost the mail: the mail server keeps it and gives it again. */
async function taken(io: Io): Promise<Taken> {
  try {
    const raw = await io.bytes(mailMaxBytes)
    if (raw === null) return { outcome: 'refused', why: 'it is larger than 10 MB' }
    const unready = configFault() ?? await makeReady()
    return unready === null ? await takeMail(raw) : { outcome: 'later', why: unready }
  } catch (error) {
    io.err(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
    return { outcome: 'later', why: 'something broke on this side' }
  }
}

function told(io: Io, json: boolean | undefined, taken: Taken): number {
  switch (taken.outcome) {
    case 'posted': return answer(io, json, taken, [`Posted as a ${taken.state} ${taken.kind}: ${taken.url}`, ...taken.doubts.map(doubt => `It waits for a moderator: ${doubt}.`)])
    case 'mail-off': return answer(io, json, taken, [`No more mail is sent to ${'person' in taken.receiver ? `person ${taken.receiver.person}` : `follow ${taken.receiver.mailFollow}`}: the address is not there.`])
    case 'nothing': return answer(io, json, taken, [`Nothing to do: ${taken.why}.`])
    case 'refused':
    case 'later': return notTaken(io, json, taken)
  }
}

function notTaken(io: Io, json: boolean | undefined, taken: Extract<Taken, { why: string }>): number {
  if (json) io.out(`${JSON.stringify(taken)}\n`)
  io.err(`${taken.outcome === 'later' ? 'Not taken now' : 'Refused'}: ${taken.why.replace(/\.$/, '')}.\n`)
  return taken.outcome === 'later' ? exit.later : exit.refused
}
