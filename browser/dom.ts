/** Finding elements with their types, and waiting for words that people do not see. */

type Kind<T> = new () => T

/** The first element that matches and is of this kind, or null. */
export function one<T extends Element>(selector: string, kind: Kind<T>, root: ParentNode = document): T | null {
  const found = root.querySelector(selector)
  return found instanceof kind ? found : null
}

/** All elements that match and are of this kind. */
export function all<T extends Element>(selector: string, kind: Kind<T>, root: ParentNode = document): T[] {
  return [...root.querySelectorAll(selector)].filter((found): found is T => found instanceof kind)
}

/** A fresh copy of what a template of the page holds, or null. */
export function copyOf(selector: string): DocumentFragment | null {
  const template = one(selector, HTMLTemplateElement)
  return template ? document.importNode(template.content, true) : null
}

/** An element with a class and what is in it. */
export function made<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...inside: (string | Node)[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  element.className = className
  element.append(...inside)
  return element
}

/** Whether keys typed here are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))
}
