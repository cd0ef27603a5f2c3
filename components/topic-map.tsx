import { Html } from '@/components/html'
import { sharedOut, type Box } from '@/components/treemap'
import { counted } from '@/components/words'
import type { Amount, MapTopic, Overview } from '@/forum/paper-overview'
import { figures, t } from '@/words'
import { worded } from '@/words/worded'

type Tile = { slug: string | null; title: string; titleHtml: string; above: string | null; amount: Amount; box: Box }
type Shape = { name: 'wide' | 'narrow'; width: number; height: number; /** The share of the map from which a tile has words in it. */ worded: number }

// Drawn in two shapes, of which a screen shows the one that suits it. Places are in per cent, so that words keep their size.
const tall = 620
const low = { height: 320, topicsMost: 6 }
const shapes: readonly Shape[] = [
  { name: 'wide', width: 1_088, height: tall, worded: 0.003 },
  { name: 'narrow', width: 340, height: tall, worded: 0.012 },
]
const gap = 3

/** The list's topics as areas, each as large as it has papers, and shaded as far as these have open questions. The same stands under it as a list. */
export function TopicMap({ overview, hrefOf }: { overview: Overview; hrefOf: (slug: string) => string }) {
  return (
    <figure className="overview">
      {shapesFor(overview).map(shape => <Drawing key={shape.name} shape={shape} overview={overview} hrefOf={hrefOf} />)}
      <figcaption className="small soft mt-3">{t('The larger the area, the more papers; shaded is the share of them with open questions.')}</figcaption>
      <details className="data mt-4">
        <summary>{t('The same as a list')}</summary>
        <TopicAmounts topics={overview.topics} hrefOf={hrefOf} />
        {overview.elsewhere.papers === 0 ? null : <p className="mt-2 num">{worded('{0}: {1}', t('On no topic'), amountWords(overview.elsewhere))}</p>}
      </details>
    </figure>
  )
}

/** A map of a few topics is lower. */
function shapesFor(overview: Overview): readonly Shape[] {
  const [shape] = shapes
  const few = shape !== undefined && tilesOf(overview, shape).length <= low.topicsMost
  return few ? shapes.map(one => ({ ...one, height: low.height })) : shapes
}

function Drawing({ shape, overview, hrefOf }: { shape: Shape; overview: Overview; hrefOf: (slug: string) => string }) {
  const id = `map-${shape.name}`
  return (
    <svg className={`topic-map ${shape.name} ${shape.height < tall ? 'few' : ''}`.trim()} role="group" aria-labelledby={`${id}-title`} aria-describedby={`${id}-desc`}>
      <title id={`${id}-title`}>{t('Map of topics')}</title>
      <desc id={`${id}-desc`}>{amountWords(overview.whole)}</desc>
      {tilesOf(overview, shape).map(tile => <TileOf key={tile.slug ?? ''} tile={tile} shape={shape} href={tile.slug === null ? null : hrefOf(tile.slug)} />)}
    </svg>
  )
}

function TileOf({ tile, shape, href }: { tile: Tile; shape: Shape; href: string | null }) {
  const { box, amount } = tile
  const at = placeIn(box, shape)
  const shaded = box.height * amount.asked / amount.papers
  const drawn = (
    <>
      <rect className="ground" {...at} />
      {amount.asked === 0 ? null : <rect className="asked" {...placeIn({ ...box, y: box.y + box.height - shaded, height: shaded }, shape)} />}
      {box.width * box.height < shape.worded * shape.width * shape.height ? null : (
        <foreignObject {...at} aria-hidden="true">
          <div className="in-tile"><div>
            {tile.above === null ? null : <p className="above">{tile.above}</p>}
            <Html as="p" className="t" html={tile.titleHtml} />
            <p className="n num">{counted(amount.papers, 'paper')}{amount.asked === 0 ? null : <span>{worded('{0} with open questions', figures(amount.asked))}</span>}</p>
          </div></div>
        </foreignObject>
      )}
      <rect className="edge" {...at} />
    </>
  )
  const label = `${tile.title}: ${amountWords(amount)}`
  return href === null ? <g role="img" aria-label={label}><title>{label}</title>{drawn}</g> : <a href={href} aria-label={label}><title>{label}</title>{drawn}</a>
}

/** Where a topic lies on the map, beside all others: a drawing without words. */
export function TopicPlace({ overview, slug, title }: { overview: Overview; slug: string; title: string }) {
  const shape: Shape = { name: 'wide', width: 280, height: 180, worded: 2 }
  const within = new Set(slugsUnder(overview.topics, slug))
  const said = t('{0} on the map of topics', title)
  return (
    <svg className="topic-place" role="img" aria-label={said}>
      <title>{said}</title>
      {tilesOf(overview, shape).map(({ slug: of, box }) => <rect key={of ?? ''} className={of !== null && within.has(of) ? 'here' : 'ground'} {...placeIn(box, shape)} />)}
    </svg>
  )
}

function slugsUnder(topics: readonly MapTopic[], slug: string, inside = false): string[] {
  return topics.flatMap(topic => {
    const here = inside || topic.slug === slug
    return [...here ? [topic.slug] : [], ...slugsUnder(topic.topics, slug, here)]
  })
}

/** Numbers of each topic and of those under it, as nested lists. */
function TopicAmounts({ topics, hrefOf }: { topics: readonly MapTopic[]; hrefOf: (slug: string) => string }) {
  if (topics.length === 0) return null
  return (
    <ul className="amounts num">
      {topics.map(topic => (
        <li key={topic.slug}>
          <a href={hrefOf(topic.slug)}><Html as="span" html={topic.titleHtml} /></a> <span className="faint">{amountWords(topic.whole)}</span>
          <TopicAmounts topics={topic.topics} hrefOf={hrefOf} />
        </li>
      ))}
    </ul>
  )
}

/** "12 papers, 3 with open questions". */
export function amountWords({ papers, asked }: Amount): string {
  return asked === 0 ? counted(papers, 'paper') : t('{0}, {1} with open questions', counted(papers, 'paper'), figures(asked))
}

function tilesOf(overview: Overview, shape: Shape): Tile[] {
  const rest: MapTopic = { slug: '', title: t('On no topic'), titleHtml: t('On no topic'), depth: 0, own: overview.elsewhere, whole: overview.elsewhere, topics: [] }
  return tilesIn({ x: 0, y: 0, width: shape.width, height: shape.height }, [...overview.topics, rest], null)
    .map(tile => ({ ...tile, slug: tile.slug === '' ? null : tile.slug, box: inset(tile.box, gap / 2) }))
}

function tilesIn(box: Box, topics: readonly MapTopic[], above: string | null): Tile[] {
  return sharedOut(box, topics, topic => topic.whole.papers).flatMap(({ item: topic, box: given }) => {
    const { slug, title, titleHtml, own } = topic
    if (topic.topics.every(under => under.whole.papers === 0)) return [{ slug, title, titleHtml, above, amount: own, box: given }]
    // A topic's own papers lie among those of the topics under it.
    const itself: MapTopic = { ...topic, whole: own, topics: [] }
    return tilesIn(inset(given, gap / 2), [...topic.topics, itself], title).map(tile => (tile.slug === slug ? { ...tile, above } : tile))
  })
}

/** A little smaller on every side, as far as there is room. */
function inset(box: Box, by: number): Box {
  const [x, y] = [Math.min(by, box.width / 4), Math.min(by, box.height / 4)]
  return { x: box.x + x, y: box.y + y, width: box.width - 2 * x, height: box.height - 2 * y }
}

function placeIn(box: Box, shape: Shape): { x: string; y: string; width: string; height: string } {
  return { x: share(box.x, shape.width), y: share(box.y, shape.height), width: share(box.width, shape.width), height: share(box.height, shape.height) }
}

function share(part: number, whole: number): string {
  return `${Number((part / whole * 100).toFixed(2))}%`
}
