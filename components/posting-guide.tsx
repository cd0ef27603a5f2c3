import { Html } from '@/components/html'

/** What is expected of a post: the author's own words as safe HTML, or those that come with the program. */
export function PostingGuide({ html }: { html: string | null }) {
  if (html !== null) return <Html className="prose" html={html} />
  return (
    <div className="prose">
      <ul>
        <li>Stay with the paper and the question. A question of your own gets a thread of its own.</li>
        <li>Say how you know: a proof, a number, a reference, or “I think”. A partial answer helps too.</li>
        <li>Judge the work, never the person.</li>
        <li>Quote what is not yours, and say where it is from, text by a machine too.</li>
        <li>No advertising. If something is yours, say so.</li>
      </ul>
    </div>
  )
}

/** So long an author's guide may be to stand beside every form; a longer one is read on its own page. */
const besideMaxChars = 3_000

/** The guide beside the form of whoever posts for the first time, closed. A script takes it away from those who have posted. */
export function FirstVisit({ html }: { html: string | null }) {
  return (
    <details className="first-visit" data-first-visit="">
      <summary>Before you post</summary>
      {html !== null && html.length > besideMaxChars ? <p className="prose">Please read <a href="/about#before">what is expected of posts here</a> first.</p> : <PostingGuide html={html} />}
    </details>
  )
}
