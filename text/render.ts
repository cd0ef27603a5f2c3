import type { Token } from 'markdown-it'
import { isBlank, wellFormed } from '@/text/characters'
import { Job } from '@/text/job'
import { nestingMax, notes, posts, titles } from '@/text/markdown'
import { plainText } from '@/text/plain-text'
import { plain } from '@/text/plain'
import type { RenderContext, Rendered } from '@/text/rendered'
import { sanitise } from '@/text/sanitise'
import { t } from '@/words'

const htmlMaxBytes = 1024 * 1024

/**
 * Text as typed → safe HTML (SECURITY.md, R1), its plain text, and what could not be set. Pure: the same text and context give
 * the same bytes. It never throws for what a person typed; a text beyond the bounds comes back as typed, with a fault that
 * says so. Text of strangers goes through `renderer.ts`, which also bounds the time.
 */
export function render(source: string, context: RenderContext = {}): Rendered {
  const text = wellFormed(source)
  if (isBlank(text)) return { html: '', text: '', faults: [], links: 0, italic: false, math: false }
  try {
    return rendered(text, context)
  } catch (cause) {
    // The stack's end: nested more deeply than any parser here reads.
    if (cause instanceof RangeError) return tooDeep(text, context)
    throw cause
  }
}

function rendered(text: string, context: RenderContext): Rendered {
  const job = new Job(text, context.links ?? {})
  const { tokens, html } = parsed(text, context.mode ?? 'post', job)
  if (tokens.some(token => token.level >= nestingMax - 1)) return tooDeep(text, context)
  if (Buffer.byteLength(html) > htmlMaxBytes) {
    return plain(text, context.mode, 'Set, this text would be larger than 1 MiB; it is shown as typed.')
  }
  return {
    html: sanitise(html),
    text: plainText(tokens),
    faults: job.faults,
    links: job.outsideLinks,
    italic: tokens.some(isItalic),
    math: job.formulas > job.faults.length,
  }
}

function parsed(text: string, mode: NonNullable<RenderContext['mode']>, job: Job): { tokens: Token[]; html: string } {
  const parser = { post: posts, note: notes, title: titles }[mode]
  const tokens =
    mode === 'title' ? parser.parseInline(text.trim().replace(/\s+/g, ' '), job) : parser.parse(text, job)
  return { tokens, html: parser.renderer.render(tokens, parser.options, job) }
}

function isItalic(token: Token): boolean {
  return token.type === 'em_open' || (token.children?.some(isItalic) ?? false)
}

function tooDeep(text: string, context: RenderContext): Rendered {
  return plain(text, context.mode, t('This text is nested too deeply; it is shown as typed.'))
}
