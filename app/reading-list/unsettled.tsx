import { Difference } from '@/components/difference'
import { Html } from '@/components/html'
import { textOfWords } from '@/reading-list/assessment'
import type { Assessed, Words } from '@/reading-list/assessment'
import { difference } from '@/text/difference'
import { t } from '@/words'

type Given = {
  paper: Assessed
  /** What the file says. */
  file: Words
  /** The page to come back to. */
  back: string
  /** Over it in a list; null on the paper's own page. */
  title: string | null
}

/** What the site and the file say of a paper where both have changed, and the choice between them. Until then the site's stands. */
export function Unsettled({ paper, file, back, title }: Given) {
  const id = `unsettled-${paper.id}`
  const edit = `/reading-list/papers/${encodeURIComponent(paper.slug)}`
  return (
    <section className="unsettled" aria-labelledby={id}>
      {title === null ? <h2 id={id}>{t('Changed here and in the file')}</h2> : <h3 id={id}><a href={edit}><Html as="span" html={title} /></a></h3>}
      <p className="small faint">{t('From the site’s text, which stands for now, to the file’s.')}</p>
      <Difference changes={difference(textOfWords(paper.site), textOfWords(file))} />
      <details className="fold"><summary className="tool">{t('The file’s text alone')}</summary><pre>{textOfWords(file)}</pre></details>
      <form className="send" method="post" action="/forms/reading-list-settle">
        <input type="hidden" name="slug" value={paper.slug} />
        <input type="hidden" name="seen" value={paper.seen} />
        <input type="hidden" name="back" value={back} />
        <button className="btn compact" name="take" value="site">{t('Keep the site’s')}</button>
        <button className="btn compact" name="take" value="file">{t('Take the file’s')}</button>
        {title === null ? <p className="why">{t('Or put both together below, and save.')}</p> : <a className="btn compact plain" href={edit}>{t('Put both together')}</a>}
      </form>
    </section>
  )
}
