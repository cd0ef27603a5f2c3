/** A real mail server on this machine, for tests: it keeps what arrives, and refuses, is slow or says nothing when told to. */
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

export type Arrived = { to: string[]; from: string; subject: string; text: string; html: string; messageId: string; headers: ReadonlyMap<string, unknown>; head: string[]; envelopeFrom: string }

export type Mood =
  | 'well'
  /** Takes the connection and refuses to serve it. */
  | 'away'
  /** Takes the connection and says nothing. */
  | 'silent'
  /** Refuses the mailbox. */
  | 'refusing'
  /** Refuses the mail for what it is. */
  | 'unwilling'
  /** Takes each mail only after a while. */
  | 'slow'

export type Office = { arrived: Arrived[]; mood: Mood; mailsTo: (address: string) => Arrived[]; one: (address: string) => Arrived }

/** Call once at the top of a test file, before `aDatabase`. */
export function aMailServer(): Office {
  const arrived: Arrived[] = []
  const office: Office = {
    arrived, mood: 'well',
    mailsTo: (address: string) => arrived.filter(mail => mail.to.includes(address)),
    one: (address: string) => {
      const [mail, second] = office.mailsTo(address)
      if (!mail) throw new Error(`no mail to ${address}`)
      expect(second).toBeUndefined()
      return mail
    },
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(_session, done) {
      if (office.mood === 'silent') return
      done(office.mood === 'away' ? refused(421) : null)
    },
    onRcptTo(_address, _session, done) { done(office.mood === 'refusing' ? refused(550, '5.1.1 no such mailbox') : office.mood === 'unwilling' ? refused(550, '5.7.1 not from you') : null) },
    onData(stream, session, done) {
      void simpleParser(stream).then(mail => {
        arrived.push({
          to: session.envelope.rcptTo.map(receiver => receiver.address), from: mail.from?.text ?? '', subject: mail.subject ?? '',
          text: mail.text ?? '', html: mail.html || '', messageId: mail.messageId ?? '', headers: mail.headers,
          head: mail.headerLines.map(({ line }) => line.replace(/\r?\n[ \t]/g, ' ')),
          envelopeFrom: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
        })
        setTimeout(done, office.mood === 'slow' ? 300 : 0)
      })
    },
  })
  server.on('error', () => undefined)
  beforeAll(async () => {
    await new Promise<void>(resume => { server.listen(0, '127.0.0.1', resume) })
    const address = server.server.address()
    process.env['SMTP_URL'] = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    process.env['MAIL_FROM'] = 'Forum <forum@example.org>'
  })
  beforeEach(() => {
    office.mood = 'well'
    arrived.length = 0
  })
  afterAll(async () => { await new Promise<void>(resume => { server.close(resume) }) })
  return office
}

function refused(responseCode: number, text = 'not now'): Error {
  return Object.assign(new Error(text), { responseCode })
}
