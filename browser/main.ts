/** What a reader's browser runs: it builds on working pages and forms, and nothing depends on it. */
import { all } from './dom'
import { startComposers } from './composer'
import { startBoxes } from './boxes'
import { startDialogs } from './dialogs'
import { dropOldDrafts, startForgetting } from './drafts'
import { startKeeping } from './keeping'
import { startKeys } from './keys'
import { startLater } from './later'
import { lay } from './overlay'
import { startCopying, startPermalinks } from './permalinks'
import { startQuoting } from './quoting'
import { looked, startOffline, startTheme, startTimes } from './surroundings'
import { showPosted } from './thread'
import { toast } from './toast'
import { startVotes } from './votes'

// Pages are composed by the server for browsers without a script; this is none.
document.cookie = 'plain=; Path=/; Max-Age=0; SameSite=Lax'
for (const plain of all('input[name="plain"]', HTMLInputElement)) plain.remove()

startTheme()
startOffline()
startTimes()
startVotes()
startQuoting()
startComposers(document, showPosted)
startBoxes()
startDialogs()
startKeys()
startCopying(toast)
dropOldDrafts()
startForgetting()
startKeeping()
void looked().then(lay).then(viewer => {
  startComposers(document, showPosted)
  startPermalinks()
  void startLater(viewer)
})
