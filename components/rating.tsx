import { Icon } from '@/components/icons'
import type { Rating as Value } from '@/forum/documents'
import { t } from '@/words'

type Mark = { rating: Value; mark: string | null }

const thumbs = {
  up: { className: 'rating up', icon: 'tup', word: t('Rated up'), also: t('thumbs up') },
  down: { className: 'rating down', icon: 'tdown', word: t('Rated down'), also: t('thumbs down') },
  none: { className: 'rating none', icon: 'none', word: t('Unrated'), also: t('no rating') },
} as const

/**
 * One author's mark on a paper, in words and shape; a mark that is neither up nor down (stars) is shown as written.
 * `legend` says what the mark means in the author's words, on hover. In a list (`brief`) the words are there for screen
 * readers, and the mark leads to the page's legend, so that the meaning can also be reached by focus and touch.
 */
export function Rating({ rating, mark, author, legend, brief = false }: Mark & { author?: string; legend: string | null; brief?: boolean }) {
  const look = thumbs[rating ?? 'none']
  const asWritten = rating === null && mark !== null ? mark : null
  const word = asWritten === null ? look.word : t('Marked {0}', asWritten)
  const by = author === undefined ? '' : t(' by {0}', author)
  const title = `${word}${by}. ${legend ?? t('A mark of the author’s own, not a verdict.')}`
  const shape = asWritten === null ? <Icon name={look.icon} /> : <span aria-hidden="true">{asWritten}</span>
  if (!brief) {
    return (
      <span className={look.className} title={title}>
        {shape}
        {asWritten === null ? <span>{look.word}<span className="vh"> ({look.also})</span></span> : <span className="vh">{word}</span>}
      </span>
    )
  }
  return (
    <a className={look.className} href="#legend" title={title}>
      {shape}
      <span className="vh">{asWritten === null ? `${look.word} (${look.also})` : word}</span>
    </a>
  )
}

/** What the marks mean, in the author's words: stands once on every page with a list of papers. */
export function Legend({ legend, author }: { legend: string | null; author: string }) {
  return (
    <p className="legend small" id="legend">
      <Rating rating="up" mark={null} legend={legend} />
      <Rating rating="down" mark={null} legend={legend} />
      <Rating rating={null} mark={null} legend={legend} />
      <span><LegendWords legend={legend} author={author} /></span>
    </p>
  )
}

const thumbsInText = /(\u{1F44D}|\u{1F44E}|:\+1:|:-1:)[\u{1F3FB}-\u{1F3FF}\u{FE0F}]*/u

/** The sentence under a mark. A thumb in it is drawn, for not every system has a letter for it. */
export function LegendWords({ legend, author }: { legend: string | null; author: string }) {
  return legendOf(legend, author).split(thumbsInText).map((piece, index) => {
    if (piece === '\u{1F44D}' || piece === ':+1:') return <span key={index} className="rating up in-text"><Icon name="tup" /><span className="vh">{t('Thumbs up')}</span></span>
    if (piece === '\u{1F44E}' || piece === ':-1:') return <span key={index} className="rating down in-text"><Icon name="tdown" /><span className="vh">{t('Thumbs down')}</span></span>
    return piece
  })
}

/** The same as a text. */
export function legendOf(legend: string | null, author: string): string {
  return legend ?? t('A thumb is {0}’s own mark. It is no verdict on the paper.', author === '' ? t('the author') : author)
}
