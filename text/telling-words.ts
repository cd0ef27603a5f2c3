/** The words of a text that tell what it is about, for likening it to others: without the little words of English, numbers and formulas. Pure. */
import { chunksIn, folded, variantsOf } from './search-words'

/** By the word under which the index has all its forms (its stem): the word as it was written first. */
export type TellingWords = ReadonlyMap<string, string>

const wordsRead = 1_500

/** The telling words of a text, in its order. */
export function tellingWords(text: string): TellingWords {
  const found = new Map<string, string>()
  const words = chunksIn(withoutSigns(text)).flatMap(chunk => chunk.words).slice(0, wordsRead)
  for (const word of words) {
    const known = variantsOf(word)[0] ?? word
    if (tells(word) && !found.has(known)) found.set(known, word)
  }
  return found
}

/** How words were written in a text: by the folded word, in small letters where it stands so anywhere. Words that stand only in `title`, where
 *  all begin with a capital, lose theirs. */
export function writtenIn(text: string, title = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [word] of withoutSigns(text).matchAll(wordPattern)) {
    const key = folded(word)
    if (!found.has(key) || word === word.toLowerCase()) found.set(key, word)
  }
  for (const [word] of withoutSigns(title).matchAll(wordPattern)) {
    const key = folded(word)
    if (!found.has(key)) found.set(key, /^\p{Lu}\p{Ll}+$/u.test(word) ? word.toLowerCase() : word)
  }
  return found
}

const wordPattern = /[\p{L}\p{N}\p{M}]+/gu

/** A text without what stands between $ signs and without addresses: commands, names of variables and hosts are no words. */
export function withoutSigns(text: string): string {
  return text.split('$').filter((_, part) => part % 2 === 0).join(' ').replace(/https?:\/\/[^\s)>\]]+/g, ' ')
}

function tells(word: string): boolean {
  return !little.has(word) && !/^\p{N}+$/u.test(word) && (/^[\u0000-\u024f]+$/.test(word) ? word.length >= 3 : word.length >= 2)
}

const little = new Set(`a about above across actually after again against all almost alone along already also although always am among an and another any anybody anyone anything are aren
  around as ask asked asks at away back be became because become becomes been before behind being below best better between both but by call called came can cannot case cases certain clear clearly come comes could
  couldn did didn differ different do does doesn doing don done down during each either else enough even ever every everything exactly example explain fact far few find first followed following follows for found from
  full further gave general get gets give given gives go goes going good got had has have haven having he hence her here him his how however i idea if in indeed instead into is isn it its itself just keep
  kind know known last later least less let like likely long look made make makes making many matter may maybe mean means might more most much must my need needed needs neither never new next no nobody none
  nor not nothing now of off often on once one only or other others otherwise our out over own paper papers part per perhaps please point possible question questions quite rather really reason right said same say saying says second see
  seem seems seen several shall she should show shown shows simply since so some somebody somehow something sometimes still such sure take taken takes than that the their them then there therefore these they thing things think
  this those though through thus to together too toward towards true try two under understand unless until up upon us use used uses using usual usually very want was wasn way ways we well went were what whatever when where whereas
  whether which while who whole whom whose why will with within without won word words work works would wrong yes yet you your`.split(/\s+/))
