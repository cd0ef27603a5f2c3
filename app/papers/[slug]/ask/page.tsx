import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { currentView, kept } from '@/auth/current'
import { anchorChoices, AnchorFields } from '@/components/anchor-fields'
import { Crumbs } from '@/components/crumbs'
import { ExpertiseField } from '@/components/expertise-form'
import { TextField } from '@/components/field'
import { EarlyFonts } from '@/components/early-fonts'
import { Icon } from '@/components/icons'
import { SimilarQuestions } from '@/components/near'
import { MarginNotes } from '@/components/notes'
import { WriteForm } from '@/components/write-form'
import { assets } from '@/config/assets'
import { readGuide } from '@/forum/house-rules'
import { findPaper } from '@/forum/papers'
import { trySimilarQuestions } from '@/forum/similar-questions'
import { readSite } from '@/forum/site'
import { headingOf } from '../../../heading'
import { Shell } from '../../../shell'
import { slugFrom } from '../../../parameters'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string }> }

const paperAt = cache(async (slug: string) => {
  const paper = await findPaper(slug)
  if (paper === null) notFound()
  if ('movedTo' in paper) permanentRedirect(`${paper.movedTo}/ask`)
  return paper.found
})

export async function generateMetadata({ params }: Props) {
  const paper = await paperAt(slugFrom((await params).slug))
  return headingOf({ title: t('Ask a question on {0}', paper.title), path: `${paper.url}/ask`, index: false })
}

export default async function AskPage({ params }: Props) {
  const paper = await paperAt(slugFrom((await params).slug))
  const [site, view, given, guide] = [await readSite(), await currentView(), await kept(), await readGuide()]
  const form = given?.form === 'ask' ? given : null
  const fields = form?.fields ?? {}
  const similar = form === null ? [] : await trySimilarQuestions({ title: fields['title'] ?? '', text: fields['body'] ?? '', paper: paper.slug })
  const errorOf = (field: string) => form?.refusal?.fields.find(fault => fault.field.startsWith(field))?.text ?? null
  return (
    <Shell path={`${paper.url}/ask`}>
      <EarlyFonts pieces={[paper.titleHtml, form?.preview ?? '', guide?.html ?? '', ...similar.map(one => one.headingHtml)]} />
      <Crumbs steps={[{ href: '/papers', title: t('Papers') }, { href: paper.url, title: paper.title, titleHtml: paper.titleHtml }]} />
      <div className="spread">
        <div className="column">
          <h1>{t('Ask a question')}</h1>
          <WriteForm form="ask" show={`${paper.url}/ask`} place={{ name: 'paper', value: paper.slug }} kept={form} signedIn={view} guide={guide?.html ?? null} actions={<button className="btn plain-only" formAction="/forms/similar" formNoValidate>{t('See similar questions')}</button>}>
            <TextField label={t('Title')} name="title" id="ask-title" className="serif" maxLength={400} defaultValue={fields['title']} error={errorOf('title')} focus={errorOf('title') !== null} hint={t('The question, in one line. Without one, your first sentence stands in its place.')} />
            <div className="similar" data-similar={paper.slug}><SimilarQuestions questions={similar} paper={paper.slug} /></div>
            <AnchorFields id="ask-place" anchor={null} fields={fields} choices={anchorChoices} error={errorOf('anchor')} />
            <details className="fold mt-3" open={Boolean(fields['expertise'])}><summary className="soft">{t('Needs a particular expert?')} <Icon name="chev" /></summary><ExpertiseField value={fields['expertise']} error={errorOf('expertise')} /></details>
          </WriteForm>
        </div>
        <MarginNotes assessments={paper.assessments} legend={site.legend}>
          <div className="notes">
            <h2 className="notes-title text-ink">{t('A question that gets answered')}</h2>
            <div className="prose"><p>{t('Asks one thing. Names the place in the paper. Says what would settle it: a proof, a number, a reference.')}</p></div>
          </div>
        </MarginNotes>
      </div>
      {assets().similar === '' ? null : <script type="module" src={assets().similar} />}
    </Shell>
  )
}
