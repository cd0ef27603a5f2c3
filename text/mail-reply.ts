/** What somebody wrote in a mail, without the history and the signature that their mail program put below. Pure.
 *
 *  `email-reply-parser` knows the habits of many programs. Its patterns are not linear and some reach over lines, so that of a text in Chinese
 *  or Dutch it would swallow what stands before the history. Hence the lines above quotations are taken out here, and it gets lines of at most
 *  300 characters, no word by which it would know such a line, no rules and headings of Markdown that look like the line above a signature, and two seconds. */
import { createContext, runInContext } from 'node:vm'
import EmailReplyParser from 'email-reply-parser'

export type Reply = {
  text: string
  /** False where the library did not end in time: what is left may still hold some history. */
  sure: boolean
}

const longestLine = 300
const longestText = 400_000
const patienceMs = 2_000

/** The words of a mail that are its writer's own. `text` as the mail had it, decoded. */
export function replyIn(text: string): Reply {
  const tidy = text.slice(0, longestText).replace(/\r\n?/g, '\n').replace(controls, '').replace(/\p{Surrogate}/gu, '\uFFFD')
  // The end of a line is trimmed, but for the mark above a signature.
  const own = withoutFooter(withoutBlocks(tidy.split('\n').map(line => line === '-- ' ? line : line.trimEnd())))
  const shield = shielded(own)
  const stripped = throughLibrary(shield.text)
  return { text: trimmed(shield.restore(stripped ?? shield.text)), sure: stripped !== null && text.length <= longestText }
}

const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uE0F0-\uE0F2]/gu

function throughLibrary(text: string): string | null {
  // It judges a line by the one above it, and so needs one above the first.
  const sandbox = createContext({ read: () => new EmailReplyParser().parseReply(`\n${text}`) })
  try {
    const read: unknown = runInContext('read()', sandbox, { timeout: patienceMs })
    return typeof read === 'string' ? read : null
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw error
  }
}

// What stands above a quotation: who wrote when. A year, a time or an address must be in it, or "As Euler wrote:" would be one.
const wrote = /(?:wrote|writes|(?:schrieb|schreef|skrev)\s[^\n]{1,100}|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev|kirjoitti|napisał(?:\(a\))?|pisze|написал(?:\(а\))?|写道|寫道|のメッセージ|작성|<[^<>\s]{1,200}@[^<>\s]{1,200}>)\s?[:：]$/iu
const dated = /@|\b(?:19|20)\d\d\b|(?:19|20)\d\d[年.\-/]|\b\d{1,2}[:.]\d\d\b/u
const addressed = /@|\d{1,2}[:.]\d\d\b/u

const original = /^[-_*\s]{2,40}(?:original message|original appointment|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|message d[’']origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|原始邮件|原始郵件|转发邮件|轉寄郵件|元のメッセージ)[-_*\s]{2,40}$/iu
const sender = /^\*?(?:from|von|de|da|van|från|fra|发件人|發件人|寄件者|差出人|보낸 사람|от)\*?[ \t]?[:：]/iu
const sentAt = /^\*?(?:sent|date|gesendet|datum|envoyé|fecha|enviado|enviada|data|inviato|verzonden|skickat|发送时间|發送時間|寄件日期|传送日期|日期|送信日時|보낸 날짜|дата|отправлено)\*?[ \t]?[:：]/iu
const footer = /^(?:Sent from |Envoyé de |Enviado desde |发自我的|來自我的|从我的|從我的|iPhoneから送信|Von meinem .{1,40} gesendet|Gesendet mit|Sent via |Sent with |Get Outlook for )/iu
const rule = '_'.repeat(20)

/** Cuts off what begins with the header of an earlier mail, and takes out the lines above quotations. */
function withoutBlocks(lines: string[]): string[] {
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (original.test(line) || beginsHeader(lines, at) || (line.startsWith(rule) && beginsHeader(lines, nextWords(lines, at + 1)))) break
    const above = aboveQuotation(lines, at)
    if (above === 0) kept.push(line)
    else if (isQuoted(lines[nextWords(lines, at + above)])) at += above - 1
    else if (addressed.test(joinedLines(lines, at, above))) break
    else kept.push(line)
  }
  return kept
}

/** A last line by which a program names itself. */
function withoutFooter(lines: string[]): string[] {
  const last = lines.findLastIndex(line => line.trim() !== '')
  return last >= 0 && footer.test(lines[last] ?? '') ? lines.slice(0, last) : lines
}

function beginsHeader(lines: string[], at: number): boolean {
  if (!sender.test(lines[at] ?? '')) return false
  const end = lines.slice(at, at + 5).findIndex(line => line.trim() === '')
  return lines.slice(at + 1, end === -1 ? at + 5 : at + end).some(line => sentAt.test(line))
}

/** How many lines from here on say who wrote when: mail programs break them after 72 signs. 0 where they do not. */
function aboveQuotation(lines: string[], at: number): number {
  for (let count = 1; count <= 3; count++) {
    const next = lines[at + count - 1] ?? ''
    if (next.trim() === '' || isQuoted(next)) return 0
    const joined = joinedLines(lines, at, count)
    if (joined.length > longestLine) return 0
    if (wrote.test(joined)) return dated.test(joined) ? count : 0
  }
  return 0
}

function joinedLines(lines: string[], at: number, count: number): string {
  return lines.slice(at, at + count).join(' ').trim()
}

function nextWords(lines: string[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]?.trim() === '') at++
  return at
}

function isQuoted(line: string | undefined): boolean {
  return line?.startsWith('>') === true
}

const verbs = /wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev|kirjoitti|pisze|napisał|写道|メッセージ|작성/giu
const looksSigned = /^\s*(?:-{3,4}|_{2,4}|={2,4}|\+{2,4})$/

/** A text as the library may see it, and the way back. Lines above quotations are taken out already: what is left of their words is the writer's. */
function shielded(lines: string[]): { text: string; restore: (text: string) => string } {
  const put: string[] = []
  const stand = (line: string) => `${isQuoted(line) ? '>' : ''}\uE0F0${put.push(line) - 1}\uE0F0`
  const shown = lines.map(line => line.length > longestLine || looksSigned.test(line) ? stand(line) : line.replace(verbs, word => `${word.slice(0, 1)}\uE0F1${word.slice(1)}`))
  return {
    text: shown.join('\n'),
    restore: text => text.replace(/>?\uE0F0(\d{1,6})\uE0F0/gu, (_, at: string) => put[Number(at)] ?? '').replaceAll('\uE0F1', ''),
  }
}

function trimmed(text: string): string {
  const lines = withoutFooter(text.split('\n'))
  return lines.slice(nextWords(lines, 0)).join('\n').replace(/\n{3,}/g, '\n\n').trimEnd()
}
