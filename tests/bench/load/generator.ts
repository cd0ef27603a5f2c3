/** The load generator's process: loads come in as messages and what they measured goes back. */
import { answerMessages } from '../children'
import { plan } from './plan'
import { runLoad } from './run'

answerMessages(plan, runLoad)
