import { Html } from '@/components/html'
import { Rating } from '@/components/rating'
import { counted } from '@/components/words'
import type { PaperLine, TopicGroup } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** Papers as lines, in the order of the list: a rating moves nothing up or down. */
export function PaperList({ papers, legend }: { papers: PaperLine[]; legend: string | null }) {
  return (
    <ul className="papers">
      {papers.map(paper => (
        <li key={paper.id}>
          <span className="thumbs">{paper.ratings.filter(isThumb).map(given => <Rating key={given.author} brief legend={legend} {...given} />)}</span>
          <div>
            <p className="t"><a href={paper.url}><Html as="span" html={paper.titleHtml} /></a></p>
            {paper.gistHtml === null ? null : <p className="gist"><Html as="span" html={paper.gistHtml} /></p>}
            {paper.onList ? null : <p className="gist">{t('No longer on the author’s list.')}</p>}
          </div>
          <p className="meta num">
            {paper.ratings.filter(given => !isThumb(given)).map(given => <Rating key={given.author} brief legend={legend} {...given} />)}
            {paper.counts.questions === 0 ? null : <span>{counted(paper.counts.questions, 'question')}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}

// Stars and the like are as wide as they were written, so they stand at the end of the line.
const isThumb = (given: PaperLine['ratings'][number]) => given.rating !== null || given.mark === null

/** The list by topic, of a long one the first papers of each; topics under topics are deeper headings. */
export function PapersByTopic({ topics, legend }: { topics: TopicGroup[]; legend: string | null }) {
  return topics.map(topic => {
    const Heading = topic.depth === 0 ? 'h3' : 'h4'
    return (
      <div key={topic.slug}>
        <Heading className="topic-name" id={topic.slug}>
          <a className="quiet" href={`/topics/${topic.slug}`}><Html as="span" html={topic.titleHtml} /></a>
          {topic.total === 0 ? null : <span className="num"><span aria-hidden="true">{topic.total}</span><span className="vh">, {counted(topic.total, 'paper')}</span></span>}
        </Heading>
        {topic.papers.length === 0 ? null : <PaperList papers={topic.papers} legend={legend} />}
        {topic.papers.length < topic.total ? <p className="small mt-2"><a href={`/topics/${topic.slug}`}>{worded('All {0} of this topic', counted(topic.total, 'paper'))}</a></p> : null}
      </div>
    )
  })
}
