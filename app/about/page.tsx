import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { LegendWords } from '@/components/rating'
import { config } from '@/config'
import { dependsOn } from '@/forum/dependencies'
import { PostingGuide } from '@/components/posting-guide'
import { readGuide, readHouseRules } from '@/forum/house-rules'
import { limits } from '@/forum/limits'
import { renderPost } from '@/forum/rendering'
import { readSite } from '@/forum/site'
import { headingOf } from '../heading'
import { Shell } from '../shell'
import { examples } from './examples'
import { Licence, Privacy, Source } from './house'
import { figures, t } from '@/words'
import { worded } from '@/words/worded'

export const generateMetadata = () => headingOf({ title: t('Guide'), path: '/about', description: t('How to post, what is kept of a visitor, the licence of posts, where the source is.') })

// An example that could not be set in time is shown as typed; such a page is nobody's to keep.
async function shownAs(source: string): Promise<{ html: string }> {
  const rendered = await renderPost(source, null)
  if (rendered.plain) dependsOn('passing')
  return { html: rendered.html }
}

export default async function AboutPage() {
  const [site, house, guide] = [await readSite(), await readHouseRules(), await readGuide()]
  const shown = await Promise.all(examples.map(async example => ({ ...example, ...await shownAs(example.source) })))
  return (
    <Shell path="/about">
      <EarlyFonts pieces={[...shown.map(example => example.html), guide?.html ?? '']} />
      <div className="spread"><div className="column guide">
        <h1>{t('Guide')}</h1>
        <section className="prose mt-5">
          <p>{worded('{0} holds the open questions of {1}’s reading list. Each paper has its page and each question its thread; whoever knows more can answer.', site.name, site.author)}</p>
        </section>
        <section aria-labelledby="marks">
          <h2 id="marks">{t('The author’s marks')}</h2>
          <div className="prose"><p><LegendWords legend={site.legend} author={site.author} /></p>
            <p>{t('It is one person’s mark: it orders no list, it is never averaged, and it is no review of the paper.')}</p></div>
        </section>
        <section aria-labelledby="before">
          <h2 id="before">{t('Before you post')}</h2>
          <PostingGuide html={guide?.html ?? null} />
        </section>
        <section aria-labelledby="posting">
          <h2 id="posting">{t('Asking and answering')}</h2>
          <div className="prose">
            <p>{t('A good question asks one thing, names the place in the paper, and says what would settle it: a proof, a number, a reference. A partial answer helps too.')}</p>
            <p>{t('You can post as a guest, under a name and without an account. A moderator reads a guest’s post before it appears. Until then only you and the moderators see it; you get an address, the receipt, where you see its place in the queue and can edit or withdraw it from any browser. Whoever keeps that address can do so: keep it to yourself. If the post is not published, the receipt says why, and you can revise it once.')}</p>
            <p>{worded('{0} With an account you can also vote and edit what you wrote; former texts stay readable.', house.firstHeld === 0 ? t('A member’s post usually appears at once.') : t('A member’s first {0} read in the same way; from then on they usually appear at once.', house.firstHeld === 1 ? t('post is') : t('{0} posts are', house.firstHeld)))}</p>
            <p>{t('Answers that an author endorses come first. The others are ordered by how many of those who voted in the thread, since the answer stood there, upvoted it, so that a late answer has the same chance; then by time. The order is the same for all readers.')}</p>
            <p>{worded('Whoever’s post is not published or taken down is told what was decided, by which rule and in whose role, and may appeal once; another moderator reads the appeal, where there is one.{0}', house.logPublic ? <>{' '}{worded('What moderators did and why stands in the {0}, without names.', <a href="/moderation/log">{t('moderation log')}</a>)}</> : null)}</p>
          </div>
        </section>
        <section aria-labelledby="writing">
          <h2 id="writing">{t('Markdown and mathematics')}</h2>
          <p className="soft mb-3">{worded('Up to {0} characters. The preview shows exactly what the post will show. A formula that cannot be set is shown as it was typed, with the reason; the post stands.', figures(limits.body))}</p>
          <div className="scroll" role="region" aria-label={t('Examples of Markdown')} tabIndex={0}>
            <table>
              <thead><tr><th scope="col">{t('What')}</th><th scope="col">{t('You write')}</th><th scope="col">{t('Readers see')}</th></tr></thead>
              <tbody>
                {shown.map(example => (
                  <tr key={example.what}>
                    <th scope="row">{example.what}</th>
                    <td><pre>{example.source}</pre></td>
                    <td><Html html={example.html} className="prose" /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="prose mt-4">
            <p>{worded('{0} or {1} links to that question of the same paper, {2} to a post, {3} to a person. HTML is shown as text, and an image as a link to it.', <code>Q2</code>, <code>Question 2</code>, <code>#post-12</code>, <code>@handle</code>)}</p>
          </div>
        </section>
        <Privacy visits={config().visits} />
        <Licence licence={site.licence} />
        <Source source={site.source} />
      </div></div>
    </Shell>
  )
}
