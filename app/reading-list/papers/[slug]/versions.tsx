import { Difference } from '@/components/difference'
import { textOfWords } from '@/reading-list/assessment'
import type { Assessed, Words } from '@/reading-list/assessment'
import { difference } from '@/text/difference'
import { t } from '@/words'

/** Both texts where somebody changed the notes while another edited them: how yours differs, and what stands now. */
export function YoursAndTheirs({ fields, paper }: { fields: Record<string, string>; paper: Assessed }) {
  const present = textOfWords(paper.site)
  return (
    <div className="versions">
      <section aria-labelledby="differs">
        <h2 id="differs">{t('How yours differs from the present text')}</h2>
        <Difference changes={difference(present, textOfWords(yoursOf(fields, paper.site)))} />
      </section>
      <section aria-labelledby="present">
        <h2 id="present">{t('The present text')}</h2>
        <pre>{present}</pre>
      </section>
    </div>
  )
}

function yoursOf(fields: Record<string, string>, present: Words): Words {
  const rating = fields['rating']
  const rated = rating === 'up' || rating === 'down' ? { rating, mark: null } as const : rating === 'none' ? { rating: null, mark: null } : { rating: present.rating, mark: present.mark }
  return { ...rated, remark: fields['remark'] ? fields['remark'] : null, notes: (fields['notes'] ?? '').replace(/\r\n?/g, '\n') }
}
