import { Html } from '@/components/html'
import { EarlyFonts } from '@/components/early-fonts'
import { LegendWords } from '@/components/rating'
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

export const generateMetadata = () => headingOf({ title: 'Guide', path: '/about', description: 'How to post, what is kept of a visitor, the licence of posts, where the source is.' })

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
        <h1>Guide</h1>
        <section className="prose mt-5">
          <p>{site.name} holds the open questions of {site.author}’s reading list. Each paper has its page and each question its thread; whoever knows more can answer.</p>
        </section>
        <section aria-labelledby="marks">
          <h2 id="marks">The author’s marks</h2>
          <div className="prose"><p><LegendWords legend={site.legend} author={site.author} /></p>
            <p>It is one person’s mark: it orders no list, it is never averaged, and it is no review of the paper.</p></div>
        </section>
        <section aria-labelledby="before">
          <h2 id="before">Before you post</h2>
          <PostingGuide html={guide?.html ?? null} />
        </section>
        <section aria-labelledby="posting">
          <h2 id="posting">Asking and answering</h2>
          <div className="prose">
            <p>A good question asks one thing, names the place in the paper, and says what would settle it: a proof, a number, a reference. A partial answer helps too.</p>
            <p>You can post as a guest, under a name and without an account. A moderator reads a guest’s post before it appears. Until then only you and the moderators see it; you get an address, the receipt, where you see its place in the queue and can edit or withdraw it from any browser. Whoever keeps that address can do so: keep it to yourself. If the post is not published, the receipt says why, and you can revise it once.</p>
            <p>{house.firstHeld === 0 ? 'A member’s post usually appears at once.' : `A member’s first ${house.firstHeld === 1 ? 'post is' : `${house.firstHeld} posts are`} read in the same way; from then on they usually appear at once.`} With an account you can also vote and edit what you wrote; former texts stay readable.</p>
            <p>Answers that an author endorses come first. The others are ordered by how many of those who voted in the thread, since the answer stood there, upvoted it, so that a late answer has the same chance; then by time. The order is the same for all readers.</p>
            <p>Whoever’s post is not published or taken down is told what was decided, by which rule and in whose role, and may appeal once; another moderator reads the appeal, where there is one.{house.logPublic ? <> What moderators did and why stands in the <a href="/moderation/log">moderation log</a>, without names.</> : null}</p>
          </div>
        </section>
        <section aria-labelledby="writing">
          <h2 id="writing">Markdown and mathematics</h2>
          <p className="soft mb-3">Up to {limits.body.toLocaleString('en-GB')} characters. The preview shows exactly what the post will show. A formula that cannot be set is shown as it was typed, with the reason; the post stands.</p>
          <div className="scroll" role="region" aria-label="Examples of Markdown" tabIndex={0}>
            <table>
              <thead><tr><th scope="col">What</th><th scope="col">You write</th><th scope="col">Readers see</th></tr></thead>
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
            <p><code>Q2</code> or <code>Question 2</code> links to that question of the same paper, <code>#post-12</code> to a post, <code>@handle</code> to a person. HTML is shown as text, and an image as a link to it.</p>
          </div>
        </section>
        <Privacy />
        <Licence licence={site.licence} />
        <Source source={site.source} />
      </div></div>
    </Shell>
  )
}
