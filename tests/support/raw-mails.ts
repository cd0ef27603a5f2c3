/** Raw mails as mail programs and servers of many kinds write them. */

export type Given = {
  to: string
  from?: string
  messageId?: string
  headers?: readonly string[]
  /** Content-Type and the like. */
  type?: readonly string[]
  body: string | Buffer
}

let made = 0

/** A raw mail. What is not given is as a person's program would have it. */
export function rawMail({ to, from = 'Ada <ada@example.org>', messageId = `<mail-${++made}@mail.example.org>`, headers = [], type = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], body }: Given): Buffer {
  const head = [`From: ${from}`, `To: ${to}`, ...(messageId === '' ? [] : [`Message-ID: ${messageId}`]), 'Date: Thu, 26 Nov 2026 15:14:00 +0000', 'Subject: Re: Why?', 'MIME-Version: 1.0', ...headers, ...type]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), Buffer.isBuffer(body) ? body : Buffer.from(body.replace(/\r?\n/g, '\r\n'))])
}

/** What the programs of a sender add below: the history of the mail that is answered. */
export const gmailHistory = (to: string) => `\n\nOn Thu, Nov 26, 2026 at 3:14 PM Forum <forum@example.org> wrote:\n\n> Ada answered:\n>\n> > Because.\n> Reply to ${to}\n`
export const outlookHistory = '\n\n________________________________\nFrom: Forum <forum@example.org>\nSent: Thursday, November 26, 2026 3:14 PM\nTo: Ada <ada@example.org>\nSubject: Re: Why?\n\nAda answered:\nBecause.\n'
export const appleHistory = '\n\nSent from my iPhone\n\n> On 26 Nov 2026, at 15:14, Forum <forum@example.org> wrote:\n> \n> Ada answered: Because.\n'

/** A mail of plain text and HTML that say the same, with an attachment, as most programs send it. */
export function mixedMail(given: Omit<Given, 'type' | 'body'> & { text: string; html: string }): Buffer {
  const alternative = ['--inner', 'Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64', '', Buffer.from(given.text).toString('base64'), '--inner', 'Content-Type: text/html; charset="utf-8"', '', given.html, '--inner--']
  const parts = ['--outer', 'Content-Type: multipart/alternative; boundary="inner"', '', ...alternative, '--outer', 'Content-Type: application/pdf; name="notes.pdf"', 'Content-Disposition: attachment; filename="notes.pdf"', 'Content-Transfer-Encoding: base64', '', Buffer.from('%PDF-1.7 secret words').toString('base64'), '--outer--', '']
  return rawMail({ ...given, type: ['Content-Type: multipart/mixed; boundary="outer"'], body: parts.join('\n') })
}

export const htmlOnly = (given: Omit<Given, 'type' | 'body'> & { html: string }) =>
  rawMail({ ...given, type: ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'], body: quotedPrintable(given.html) })

function quotedPrintable(text: string): string {
  return [...Buffer.from(text)].map(byte => byte === 10 ? '\n' : byte === 61 || byte > 126 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte)).join('').replace(/(.{60})(?=[^\n])/g, '$1=\n')
}

/** What a mail server reports of a mail that it could not deliver (RFC 3464). */
export function report({ to, action, status }: { to: string; action: string; status: string }): Buffer {
  const parts = [
    '--report', 'Content-Type: text/plain', '', 'I could not deliver your mail.', '--report', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; mail.example.net', 'Arrival-Date: Thu, 26 Nov 2026 15:14:00 +0000', '', 'Final-Recipient: rfc822; ada@example.org', `Action: ${action}`, `Status: ${status}`, 'Diagnostic-Code: smtp; 550 5.1.1', '  no such user', '',
    '--report', 'Content-Type: message/rfc822', '', 'From: forum@example.org', 'Subject: Re: Why?', '', 'Because.', '--report--', '',
  ]
  return rawMail({ to, from: 'Mail Delivery System <MAILER-DAEMON@mail.example.net>', headers: ['Auto-Submitted: auto-replied', 'Return-Path: <>'], type: ['Content-Type: multipart/report; report-type=delivery-status; boundary="report"'], body: parts.join('\n') })
}

/** "梯度为零。" in GB18030, and "勾配はゼロです。" in ISO-2022-JP. */
export const chinese = { text: '梯度为零。', gb18030: Buffer.from([0xcc, 0xdd, 0xb6, 0xc8, 0xce, 0xaa, 0xc1, 0xe3, 0xa1, 0xa3]) }
export const japanese = { text: '勾配はゼロです。', iso2022jp: Buffer.from('\u001B$B8{G[$O%<%m$G$9!#\u001B(B', 'latin1') }
