/** A form on a page that may be shown again: what was typed in it, and what is wrong with which field. */
import type { Kept } from '@/auth/kept'

export type KeptForm = {
  /** What was typed into a field, or the fallback where the page is new. */
  value: (name: string, fallback?: string) => string
  /** What is wrong with a field, or null. */
  error: (name: string) => string | null
  /** Whether the caret goes here: the first field that is wrong. */
  focus: (name: string) => boolean
  /** The sentence over the form, where it is not said beside its only field. */
  said: string | null
}

/** The state of one form; `names` are those under which it posts. */
export function keptForm(kept: Kept | null, ...names: string[]): KeptForm {
  const own = kept !== null && names.includes(kept.form) ? kept : null
  const faults = own?.refusal?.fields ?? []
  return {
    value: (name, fallback = '') => own?.fields[name] ?? fallback,
    error: name => faults.find(fault => fault.field === name)?.text ?? null,
    focus: name => faults[0]?.field === name,
    said: own?.refusal?.text ?? null,
  }
}
