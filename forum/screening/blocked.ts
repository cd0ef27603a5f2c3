/** The author's blocked words and domains in a text. Pure. */
import { domainToASCII, domainToUnicode } from 'node:url'
import { linkedHosts, undisguised } from './signals'
import { wordsOf } from './words'

/** Which of the words, or of the phrases, stand in a text as whole words, whatever their case, or in the hosts that it links to. */
export function blockedWords(text: string, words: readonly string[]): string[] {
  if (words.length === 0) return []
  const said = `${spaced(wordsOf(text))}\n${spaced(wordsOf(linkedHosts(text).join(' . ').replace(/[.-]/g, ' ')))}`
  return words.filter(word => {
    const sought = spaced(wordsOf(word))
    return sought.length > 2 && said.includes(sought)
  })
}

/** Which of the domains a text names, or a host under them, in a link or without one, also in disguise: `shop[.]example`. */
export function blockedDomains(text: string, domains: readonly string[]): string[] {
  if (domains.length === 0) return []
  const said = undisguised(text).normalize('NFC').toLowerCase()
  return domains.filter(domain => spellings(domain).some(name => names(said, name)))
}

function spaced(words: string[]): string {
  return ` ${words.join(' ')} `
}

/** `münchen.example` is also `xn--mnchen-3ya.example`. */
function spellings(domain: string): string[] {
  const name = domain.normalize('NFC').toLowerCase()
  return Array.from(new Set([name, domainToASCII(name), domainToUnicode(name)])).filter(spelling => spelling !== '')
}

/** Whether a text has a name whole: as a host, or as the end of one. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [before, after] = [text.slice(Math.max(0, at - 2), at), text.slice(at + name.length, at + name.length + 2)]
    if (!/[\p{L}\p{N}_-]$/u.test(before) && !/^(?:[\p{L}\p{N}_-]|\.[\p{L}\p{N}])/u.test(after)) return true
  }
  return false
}
