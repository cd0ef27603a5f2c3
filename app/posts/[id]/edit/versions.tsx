import { Difference } from '@/components/difference'
import { difference } from '@/text/difference'
import { t } from '@/words'

/** Both texts where somebody changed a post while another edited it: what stands now, and how yours differs. */
export function Versions({ yours, present }: { yours: string; present: { title: string | null; body: string } }) {
  return (
    <div className="versions">
      <section aria-labelledby="differs">
        <h2 id="differs">{t('How yours differs from the present text')}</h2>
        <Difference changes={difference(present.body, yours)} />
      </section>
      <section aria-labelledby="present">
        <h2 id="present">{t('The present text')}</h2>
        {present.title === null ? null : <p className="label">{present.title}</p>}
        <pre>{present.body}</pre>
      </section>
    </div>
  )
}
