/** The rows of the table in the order in which they are measured: what leaves the site as it is goes first. */
import type { Row } from '../bench'
import { importing, lighthouse, manyVotes, quality, spam, threads } from './code'
import { live } from './listening'
import { memory } from './memory'
import { guest, pairs, unchanged, whileWriting } from './reading'
import { length, uncached } from './rendering'
import { search } from './searching'
import { size } from './size'
import { start } from './starting'
import { posting, votes } from './writing'

export const rows: Row[] = [guest, unchanged, pairs, uncached, length, start, live, memory, whileWriting, search, posting, votes, size, importing, threads, manyVotes, spam, quality, lighthouse]
