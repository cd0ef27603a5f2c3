import { counted } from '@/components/words'
import { amountWords } from '@/components/topic-map'
import type { Amount, Overview } from '@/forum/paper-overview'
import { figures, t } from '@/words'

type Bar = Amount & { from: number; to: number }

const height = 260
const above = 28
const below = 28
/** More years than that are drawn as decades. */
const yearsMost = 60
/** Of a few years each has the width that it would have among so many. */
const slotsLeast = 8
/** How many words fit under a wide drawing and under a narrow one. */
const fits = { wide: 22, narrow: 6 }

/** How many of the papers are of each year, and how many of these have open questions. The same stands under it as a table. */
export function Timeline({ overview, hrefOf }: { overview: Overview; hrefOf: (from: number, to: number) => string }) {
  const bars = barsOf(overview)
  const most = Math.max(1, ...bars.map(bar => bar.papers))
  const step = 100 / Math.max(slotsLeast, bars.length)
  const tall = (papers: number) => (height - above - below) * papers / most
  return (
    <figure className="overview">
      {bars.length === 0 ? null : (
        <svg className="timeline" role="group" aria-labelledby="timeline-title" aria-describedby="timeline-desc" height={height}>
          <title id="timeline-title">{t('Papers by year')}</title>
          <desc id="timeline-desc">{amountWords(overview.whole)}</desc>
          <line className="base" x1="0" x2="100%" y1={height - below + 0.5} y2={height - below + 0.5} />
          {bars.map((bar, at) => {
            const middle = per(step * (at + 0.5))
            const [x, width] = [per(step * at + step * 0.14), per(step * 0.72)]
            const label = `${nameOf(bar)}: ${amountWords(bar)}`
            const name = <text className={`year ${shownFrom(bars.length, at)}`} x={middle} y={height - 8}>{nameOf(bar)}</text>
            if (bar.papers === 0) return <g key={bar.from} aria-hidden="true">{name}</g>
            return (
              <a key={bar.from} href={hrefOf(bar.from, bar.to)} aria-label={label}>
                <title>{label}</title>
                <rect className="reach" x={per(step * at)} width={per(step)} y="0" height={height} />
                <rect className="ground" x={x} width={width} y={height - below - tall(bar.papers)} height={tall(bar.papers)} />
                <rect className="asked" x={x} width={width} y={height - below - tall(bar.asked)} height={tall(bar.asked)} />
                <text className={`count ${shownFrom(bars.length, at)}`} x={middle} y={height - below - tall(bar.papers) - 8}>{figures(bar.papers)}</text>
                {name}
              </a>
            )
          })}
        </svg>
      )}
      <figcaption className="small soft mt-3">
        {bars.length === 0 ? t('Of none of these papers the year is known.') : t('A column is as tall as its year has papers; the part in full colour has open questions.')}
        {overview.yearless.papers === 0 || bars.length === 0 ? null : ` ${t('Not drawn: {0} of no known year.', counted(overview.yearless.papers, 'paper'))}`}
      </figcaption>
      {bars.length === 0 ? null : (
        <details className="data mt-4">
          <summary>{t('The same as a table')}</summary>
          <table className="figures num">
            <thead><tr><th scope="col">{t('Year')}</th><th scope="col">{t('Papers')}</th><th scope="col">{t('With open questions')}</th></tr></thead>
            <tbody>
              {bars.filter(bar => bar.papers > 0).map(bar => <tr key={bar.from}><th scope="row"><a href={hrefOf(bar.from, bar.to)}>{nameOf(bar)}</a></th><td>{figures(bar.papers)}</td><td>{figures(bar.asked)}</td></tr>)}
              {overview.yearless.papers === 0 ? null : <tr><th scope="row">{t('Not known')}</th><td>{figures(overview.yearless.papers)}</td><td>{figures(overview.yearless.asked)}</td></tr>}
            </tbody>
          </table>
        </details>
      )}
    </figure>
  )
}

/** Every year between the first and the last, or every decade where these are many. */
function barsOf({ years }: Overview): Bar[] {
  const [first, last] = [years[0]?.year, years.at(-1)?.year]
  if (first === undefined || last === undefined) return []
  const width = Math.max(1, 10 ** Math.ceil(Math.log10((last - first + 1) / yearsMost)))
  const from = Math.floor(first / width) * width
  return Array.from({ length: Math.floor((last - from) / width) + 1 }, (_, n) => {
    const bar: Bar = { from: from + n * width, to: from + (n + 1) * width - 1, papers: 0, asked: 0, open: 0 }
    for (const year of years) if (year.year >= bar.from && year.year <= bar.to) for (const name of ['papers', 'asked', 'open'] as const) bar[name] += year[name]
    return bar
  })
}

function nameOf({ from, to }: Bar): string {
  return from === to ? String(from) : `${from}–${to}`
}

/** On which widths a bar's words are shown: of many bars, those at even distances, counted from the last. */
function shownFrom(bars: number, at: number): 'always' | 'on-wide' | 'never' {
  const every = (most: number) => (bars - 1 - at) % Math.ceil(bars / most) === 0
  return every(fits.narrow) ? 'always' : every(fits.wide) ? 'on-wide' : 'never'
}

function per(share: number): string {
  return `${Number(share.toFixed(3))}%`
}
