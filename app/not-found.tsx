import { SearchForm } from '@/components/search-form'
import { Shell } from './shell'

export const metadata = { title: 'No page here', robots: { index: false } }

export default function NotFound() {
  return (
    <Shell>
      <section className="state">
        <h1>There is no page here</h1>
        <p>The paper may have a new address, or the link lost a piece. Nothing that was published is deleted.</p>
        <div className="mt-5 max-w-measure"><SearchForm name="Search for the page" /></div>
        <p className="mt-6 text-sm"><a href="/papers">All papers</a> · <a href="/questions">Open questions</a></p>
      </section>
    </Shell>
  )
}
