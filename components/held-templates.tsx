import { Notice } from '@/components/notice'
import { OwnTools } from '@/components/post-tools'
import { statementWords } from '@/components/standing'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The frame of a post that waits, for the script that lays a reader's own over a stored page and fills `data-fill`. */
export function HeldTemplates() {
  return (
    <>
      <template data-for="held" data-kind="answer"><article className="post answer hang is-held" tabIndex={-1}><Inside /></article></template>
      <template data-for="held" data-kind="comment"><article className="post comment is-held" tabIndex={-1}><Inside /></article></template>
    </>
  )
}

function Inside() {
  return (
    <>
      <Notice tone="caution" live="status"><b data-fill="lead" /> <span data-fill="text" /> <span data-fill="keep">{worded('{0} shows and changes it in any browser; keep the address.', <a data-fill="receipt">{t('Its receipt')}</a>)}</span> <a data-fill="statement">{statementWords}</a></Notice>
      <p className="byline"><bdi className="who" data-fill="writer" /><span className="role" data-fill="guest">{t('guest')}</span><span aria-hidden="true">·</span><time data-fill="date" /></p>
      <div className="said"><div className="prose" data-body="" data-fill="html" /></div>
      <div className="tools" data-fill="tools"><OwnTools post={{ id: 0, state: 'held' }} /></div>
    </>
  )
}
