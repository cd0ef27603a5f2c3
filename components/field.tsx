import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '@/components/icons'

type Frame = { id: string; label: ReactNode; hint?: ReactNode; error?: string | null }

/** What ties an input to the hint and the error of its field. */
function describedBy({ id, hint, error }: Omit<Frame, 'label'>) {
  const ids = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter(name => name !== null)
  return { id, 'aria-describedby': ids.length === 0 ? undefined : ids.join(' '), 'aria-invalid': error ? true : undefined } as const
}

/** A labelled field round any control; the control takes `describedBy`. */
function Field({ id, label, hint, error, children }: Frame & { children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {error ? <p className="error" id={`${id}-error`}><Icon name="warn" />{error}</p> : null}
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  )
}

type Own = Omit<Frame, 'id'> & { name: string; id?: string }

/** A line of text. Everything an `<input>` takes goes through; `focus` puts the caret there when the page opens. */
export function TextField({ label, hint, error, focus = false, id, className, ...input }: Own & { focus?: boolean } & Omit<ComponentProps<'input'>, 'id' | 'name'>) {
  const frame = { id: id ?? `f-${input.name}`, label, hint, error }
  return (
    <Field {...frame}>
      <input className={className === undefined ? 'input' : `input ${className}`} autoFocus={focus} {...describedBy(frame)} {...input} />
    </Field>
  )
}

/** Some lines of text. */
export function TextLines({ label, hint, error, focus = false, id, ...box }: Own & { focus?: boolean } & Omit<ComponentProps<'textarea'>, 'id' | 'name'>) {
  const frame = { id: id ?? `f-${box.name}`, label, hint, error }
  return (
    <Field {...frame}>
      <textarea className="input" dir="auto" autoFocus={focus} {...describedBy(frame)} {...box} />
    </Field>
  )
}

/** One of a few. */
export function Choice({ label, hint, error, id, options, ...select }: Own & { options: readonly { value: string; label: string }[] } & Omit<ComponentProps<'select'>, 'id' | 'name'>) {
  const frame = { id: id ?? `f-${select.name}`, label, hint, error }
  return (
    <Field {...frame}>
      <select className="input" {...describedBy(frame)} {...select}>
        {options.map(option => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </Field>
  )
}

/** A box to tick, or one of several when `type` is "radio". */
export function Check({ label, type = 'checkbox', ...input }: { label: ReactNode } & ComponentProps<'input'>) {
  return <label className="check"><input type={type} {...input} /><span>{label}</span></label>
}
