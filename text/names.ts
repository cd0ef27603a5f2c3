import { bidiControls, isBlank, wellFormed } from '@/text/characters'
import { confusables } from '@/text/confusables'
import { t } from '@/words'

/** A name or title fit to be stored, or a sentence that says what is wrong with it. */
export type CleanName = { ok: true; name: string } | { ok: false; reason: string }

/**
 * A display name or a title as it may be kept: NFC, white space collapsed. Refused are characters that are not seen or that
 * reorder what is: direction controls, controls, unassigned and private characters, zero-width ones. The two joiners may stand
 * between letters of scripts that need them (RFC 5892, appendix A, states where) and inside emoji.
 */
export function cleanName(input: string): CleanName {
  const name = wellFormed(input).replace(spaces, ' ').replace(/^ | $/g, '')
  if (isBlank(name)) return { ok: false, reason: t('Nothing of this can be seen. Please write a few letters.') }
  if (bidiControls.test(name)) {
    return { ok: false, reason: t('This contains a character that changes the direction of the text. Please remove it.') }
  }
  if (/[\p{Cc}\p{Cn}\p{Co}\uFFFD]/u.test(name)) {
    return { ok: false, reason: t('This contains a control character or one that is not assigned. Please remove it.') }
  }
  if (hasStrayInvisible(name)) {
    return { ok: false, reason: t('This contains a character that cannot be seen. Please type it again without it.') }
  }
  if (/^\p{M}/u.test(name)) return { ok: false, reason: t('This begins with an accent that has no letter. Please remove it.') }
  return { ok: true, name }
}

// The byte order mark counts as white space in JavaScript; within a name it is a zero-width character like others.
const spaces = /[^\S\uFEFF]+/gu

const joinedScript =
  '[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}' +
  '\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Tibt}\\p{scx=Khmr}\\p{scx=Mymr}]'
const joinerBetweenLetters = new RegExp(`(?<=${joinedScript})[\\u200C\\u200D](?=${joinedScript})`, 'gu')
const joinerInEmoji = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F])\u200D(?=\p{Extended_Pictographic})/gu
const emojiStyle = /(?<=[\p{Extended_Pictographic}\p{Emoji}])[\uFE0E\uFE0F]/gu

function hasStrayInvisible(name: string): boolean {
  const rest = name.replace(joinerInEmoji, '').replace(emojiStyle, '').replace(joinerBetweenLetters, '')
  return /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(rest)
}

/**
 * What a name looks like, for comparing names: two names with one skeleton can be taken for each other. Never shown.
 * After UTS 39, section 4, with its table reduced to what looks like ASCII (see confusables.ts), and coarser than it: accents,
 * case, spaces and punctuation do not count, and I, l, 1 and | are one letter, as are 0 and o, rn and m, vv and w.
 */
export function skeleton(name: string): string {
  const latin = Array.from(withoutMarks(wellFormed(name)), looksLike).join('')
  const bare = withoutMarks(latin).replace(/[^\p{L}\p{N}|]/gu, '')
  const joined = bare.replace(/[i1|]/g, 'l').replaceAll('0', 'o').replaceAll('rn', 'm').replaceAll('vv', 'w')
  return joined === '' ? withoutMarks(name).toLowerCase().replace(/\s+/gu, '') : joined
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
}

function looksLike(sign: string): string {
  // A small letter may have no look-alike of its own while its capital has: "в" is compared as "В", that is as "b".
  const small = sign.toLowerCase()
  return confusables.get(sign) ?? confusables.get(sign.toUpperCase()) ?? confusables.get(small) ?? small
}

/** A handle as handles are compared and stored for comparing: without "@", in lower case. */
export function fold(handle: string): string {
  return handle.trim().replace(/^@/, '').toLowerCase()
}
