import { address } from '@/components/words'
import type { Expertise } from '@/forum/documents'
import { worded } from '@/words/worded'

/** What kind of expert a question wants, leading to all open ones that want the same. */
export function Expert({ expertise }: { expertise: Expertise }) {
  return <span className="expert">{worded('needs an expert in {0}', <a href={address('/questions', { expert: expertise.slug })}><bdi>{expertise.words}</bdi></a>)}</span>
}
