import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replyIn } from '@/text/mail-reply'

const quoted = '> Ada answered:\n>\n> Because $x < 1$.\n> On the site: https://forum.example.org/p/12\n'
const own = 'It needs $\\rho < 1$:\n\n$$\\sum_k \\rho^k$$\n\nas in (3).'

/** What programs put under the words of whoever answers. */
const histories: Record<string, string> = {
  'Gmail': `\n\nOn Thu, Nov 26, 2026 at 3:14 PM Forum <forum@example.org> wrote:\n\n${quoted}`,
  'Gmail, broken after the address': `\n\nOn Thu, Nov 26, 2026 at 3:14 PM A Forum of a Long Name\n<forum@example.org>\nwrote:\n\n${quoted}`,
  'Apple Mail': `\n\n> On 26 Nov 2026, at 15:14, Forum <forum@example.org> wrote:\n> \n> Ada answered:\n> Because.\n`,
  'Apple Mail, unquoted header': `\n\nOn 26 Nov 2026, at 15:14, Forum <forum@example.org> wrote:\n\n${quoted}`,
  'iPhone': `\n\nSent from my iPhone\n\n> On 26 Nov 2026, at 15:14, Forum <forum@example.org> wrote:\n> \n> Because.\n`,
  'Outlook': '\n\n________________________________\nFrom: Forum <forum@example.org>\nSent: Thursday, November 26, 2026 3:14 PM\nTo: Ada <ada@example.org>\nSubject: Re: Why?\n\nAda answered:\n\nBecause it is so.\n',
  'Outlook on a desk': '\n\nFrom: Forum [mailto:forum@example.org]\nSent: Thursday, November 26, 2026 3:14 PM\nTo: Ada\nSubject: Re: Why?\n\nAda answered:\nBecause it is so.\n',
  'Outlook in German': '\n\nVon: Forum <forum@example.org>\nGesendet: Donnerstag, 26. November 2026 15:14\nAn: Ada <ada@example.org>\nBetreff: Re: Why?\n\nAda answered: Because.\n',
  'an original message': '\n\n-----Original Message-----\nFrom: forum@example.org\nSubject: Re: Why?\n\nAda answered.\n',
  'Thunderbird in German': `\n\nAm 26.11.26 um 15:14 schrieb Forum:\n${quoted}`,
  'French': `\n\nLe jeu. 26 nov. 2026 à 15:14, Forum <forum@example.org> a écrit :\n\n${quoted}`,
  'Spanish': `\n\nEl jue, 26 nov 2026 a las 15:14, Forum (<forum@example.org>) escribió:\n\n${quoted}`,
  'Dutch': `\n\nOp do 26 nov 2026 om 15:14 schreef Forum <forum@example.org>:\n\n${quoted}`,
  'QQ': '\n\n------------------ 原始邮件 ------------------\n发件人: "Forum" <forum@example.org>;\n发送时间: 2026年11月26日(星期四) 下午3:14\n收件人: "Ada"<ada@example.org>;\n主题: Re: Why?\n\nAda answered.\n',
  'Apple Mail in Chinese': `\n\n在 2026年11月26日，15:14，Forum <forum@example.org> 写道：\n\n${quoted}`,
  'Outlook in Chinese': '\n\n发件人: Forum <forum@example.org>\n发送时间: 2026年11月26日 15:14\n收件人: Ada\n主题: Re: Why?\n\nAda answered.\n',
  'Gmail in Japanese': `\n\n2026年11月26日(木) 15:14 Forum <forum@example.org>:\n\n${quoted}`,
  'a signature': '\n\n-- \nAda Lovelace\nAnalytical Engines, London\n',
  'a signature over a history': `\n\n-- \nAda Lovelace\n\nOn Thu, Nov 26, 2026 at 3:14 PM Forum <forum@example.org> wrote:\n\n${quoted}`,
}

describe('the words are kept whole, and nothing else is, in a mail of', () => {
  for (const [program, history] of Object.entries(histories)) {
    test(program, () => {
      expect(replyIn(`${own}${history}`)).toEqual({ text: own, sure: true })
      expect(replyIn(`${own}${history}`.replaceAll('\n', '\r\n')).text).toBe(own)
    })
  }
})

test('a text without history is left as it is, what looks like one too', () => {
  const texts = [
    'As Euler wrote in 1748:\n\n$$e^{i\\pi} = -1$$\n\nso it follows.',
    'Above\n\n---\n\nbelow, after a rule of Markdown.',
    'A heading\n====\n\nText\n----\n\nMore.',
    'On page 4 they say so.\n\nOn the other hand nobody wrote:\n\n- that\n- this',
    '在第三节里，作者假设 $x>0$。\n\n他们写道：\n\n这是对的。\n\n所以没有问题。',
    'Op zich klopt het.\n\nDe auteur schreef toch:\n\nhet convergeert.',
    'From: here to there\n\nDate: unknown',
    '```\n  indented code\n    more\n```',
    '| a | b |\n| --- | --- |\n| 1 | 2 |',
    `${'A very long line that no program breaks. '.repeat(60).trim()}\n\nThe end.`,
  ]
  for (const text of texts) expect(replyIn(text), text).toEqual({ text, sure: true })
})

test('answers between the quoted lines keep the lines they answer', () => {
  const text = replyIn('On Thu, Nov 26, 2026 at 3:14 PM Forum <forum@example.org> wrote:\n> Is it finite?\nYes.\n\n> Is it small?\nNo.\n')
  expect(text.text).toContain('Yes.')
  expect(text.text).toContain('No.')
  expect(text.text).not.toContain('forum@example.org')
})

test('a mail of history or signature alone is empty', () => {
  for (const history of Object.values(histories)) expect(replyIn(history.trimStart()).text).toBe('')
  expect(replyIn('').text).toBe('')
})

test('signs that no text has are taken out', () => {
  expect(replyIn('a\u0000b\u001b[31mc\ud800d\uE0F05\uE0F0').text).toBe('ab[31mc\uFFFDd5')
})

test('whatever comes is read in time, and what could not be is said to be unsure', { timeout: 60_000 }, () => {
  const hostile = ['abc. x\n'.repeat(60_000), '在一\n'.repeat(100_000), `${'On a at wrote'.repeat(20)}\n`.repeat(1_500), `On ${'a '.repeat(150_000)}`, `${' '.repeat(390_000)}x`, '>\n'.repeat(190_000)]
  for (const text of hostile) {
    const begun = performance.now()
    const { sure } = replyIn(text)
    expect(performance.now() - begun).toBeLessThan(6_000)
    if (text.startsWith('abc')) expect(sure).toBe(false)
  }
})

test('no line is ever made up: all that is left stood in the mail', () => {
  const line = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('> quoted', '', '---', '-- ', 'On 26 Nov 2026, at 15:14, A <a@b.c> wrote:', '在 2026年 写道：', 'From: a@b.c', 'Sent: today', 'Cheers,'))
  fc.assert(fc.property(fc.array(line, { maxLength: 12 }), lines => {
    const mail = lines.join('\n')
    const left = replyIn(mail).text.split('\n').map(one => one.trim())
    const stood = new Set(mail.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uE0F0-\uE0F2]/gu, '').replace(/\p{Surrogate}/gu, '\uFFFD').split('\n').map(one => one.trim()))
    expect(left.filter(one => one !== '' && !stood.has(one))).toEqual([])
  }))
})
