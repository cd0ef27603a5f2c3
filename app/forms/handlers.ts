/** Every form of the site by its name, /forms/NAME. */
import { addressAppeal, appeal, receiptAppeal, withdrawProposed } from './appeals'
import { decideLink } from './decide-link'
import { delegate, delegateEnd } from './delegates'
import { plain } from './guest-visit'
import type { FormHandler } from './handler'
import { houseRules } from './house'
import { follow, notices, read } from './follows'
import { readingListApply, readingListCheck, readingListNote, readingListNotes, readingListSettle } from './reading-list'
import { followByMail, followConfirm, unsubscribe } from './mail-follows'
import { endorse, expertise, flag, status, vote } from './marks'
import { decide, decideSelection, lock, look } from './moderation'
import { deleteOwn, edit, undelete } from './own-posts'
import { peopleForms } from './people'
import { amend, split, summary } from './threads'
import { answer, ask, comment, preview, similar } from './posts'
import { dropDraftForm } from './drafts'
import { receiptClaim, receiptEdit, receiptWithdraw } from './receipts'
import { judge, personNote, personNoteDelete, suspend, unsuspend } from './suspensions'

const byName: Record<string, FormHandler> = {
  answer, comment, ask, preview, similar, plain, 'drop-draft': dropDraftForm,
  edit, delete: deleteOwn, undelete,
  vote, flag, endorse, status, expertise,
  decide, 'decide-many': decideSelection, look, split, amend, summary, lock, suspend, unsuspend, judge, 'person-note': personNote, 'person-note-delete': personNoteDelete,
  appeal, 'receipt-appeal': receiptAppeal, 'address-appeal': addressAppeal, 'withdraw-edit': withdrawProposed,
  'decide-link': decideLink, delegate, 'delegate-end': delegateEnd,
  'receipt-edit': receiptEdit, 'receipt-withdraw': receiptWithdraw, 'receipt-claim': receiptClaim,
  'follow-by-mail': followByMail, 'follow-confirm': followConfirm, unsubscribe,
  follow, 'notices-read': read, notices,
  'house-rules': houseRules,
  'reading-list-check': readingListCheck, 'reading-list-apply': readingListApply, 'reading-list-notes': readingListNotes, 'reading-list-settle': readingListSettle, 'reading-list-note': readingListNote,
  ...peopleForms,
}

export const handlers: ReadonlyMap<string, FormHandler> = new Map(Object.entries(byName))
