import { searchPath } from '@/components/search-links'
import { t } from '@/words'
import { worded } from '@/words/worded'

type Row = { examples: string[]; does: string }

/** How to search: every operator with an example that finds something here, as its words are those of a topic of this site. */
export function SearchHelp({ topic, author }: { topic: { slug: string; title: string } | null; author: string }) {
  return (
    <section className="search-help" aria-labelledby="how">
      <h2 id="how">{t('How to search')}</h2>
      <p className="soft mt-2">{t('What holds all words comes first, in any of their forms; where little does, what holds some of them follows. Capitals and accents do not matter. Each example is a search.')}</p>
      <dl>
        {rowsOf(topic, author).map(({ examples, does }) => (
          <div key={does}>
            <dt>{examples.map(example => <a key={example} href={searchPath({ q: example })}><code dir="auto">{example}</code></a>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-5">{worded('Or look through the {0} and the {1}.', <a href="/papers">{t('list of papers')}</a>, <a href="/questions">{t('open questions')}</a>)}</p>
    </section>
  )
}

function rowsOf(topic: { slug: string; title: string } | null, author: string): Row[] {
  const words = (topic?.title ?? 'noise rate').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const long = words.toSorted((one, other) => other.length - one.length)
  const [word = 'noise', other = 'rate'] = long
  const name = author.match(/[\p{L}\p{N}]+/gu)?.at(-1)?.toLowerCase() ?? 'author'
  return [
    { examples: [`"${words.slice(-2).join(' ')}"`], does: t('these words side by side') },
    { examples: [`${word} -${other}`], does: t('the first word, without what has the second') },
    { examples: [`${word.slice(0, 4)}*`], does: t('words that begin so') },
    { examples: [`title:${word}`], does: t('in the titles of papers and questions only') },
    { examples: [`${word} author:${name}`], does: t('what one person wrote, by their handle or name') },
    ...(topic === null ? [] : [{ examples: [`${word} topic:${topic.slug}`], does: t('within one topic, by the name in its address') }]),
    { examples: [`${word} kind:question`], does: t('one kind alone: paper, question, answer, comment or person') },
    { examples: [`${word} status:open`], does: t('by the question’s status: open, answered, disputed or closed') },
    { examples: [`${word} has:answer`], does: t('questions that have an answer') },
    { examples: [`${word} rating:up`], does: t('papers by the author’s mark: up, down or none') },
    { examples: [`${word} is:endorsed`], does: t('answers that an author endorsed') },
    { examples: [`${word} after:2020-03`, `${word} before:2030`], does: t('by the year, month or day of writing') },
    { examples: ['$y^d$'], does: t('a formula, as it is written in TeX') },
  ]
}
