import { TextField } from '@/components/field'
import { Time } from '@/components/time'
import type { PersonAppeal } from '@/forum/person-appeals'
import { t } from '@/words'

/** An open appeal against a suspension, with both answers. */
export function AppealAgainst({ appeal, handle }: { appeal: PersonAppeal; handle: string }) {
  return (
    <section aria-labelledby="appeal">
      <h2 id="appeal" className="mt-7">{t('An appeal against the suspension')}</h2>
      <blockquote className="prose mt-2"><p dir="auto">{appeal.words}</p></blockquote>
      <p className="small faint mt-1"><Time date={appeal.at} /></p>
      {appeal.mayJudge ? (
        <form className="mt-4" method="post" action="/forms/judge">
          <input type="hidden" name="handle" value={handle} />
          <input type="hidden" name="appeal" value={appeal.id} />
          <TextField label={t('Your answer, told to the person')} id="f-judge-reason" name="reason" maxLength={1000} />
          <div className="send">
            <button className="btn" name="outcome" value="granted">{t('End the suspension')}</button>
            <button className="btn" name="outcome" value="refused">{t('Uphold it')}</button>
            <p className="why">{t('Ending it shows the posts again that it hides. There is one appeal against a decision.')}</p>
          </div>
        </form>
      ) : <p className="soft mt-2">{t('It is against your own decision, so another moderator answers it. You can end the suspension all the same.')}</p>}
    </section>
  )
}
