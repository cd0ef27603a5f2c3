/** How far this browser has read in which question: the two hundred that were read last. */
import { record } from './asking'
import { stored } from './storage'

const key = 'read'
const most = 200

/** The newest post that was seen in a question; 0 where it was never read here. */
export function readSoFar(question: number): number {
  return entries().find(([id]) => id === question)?.[1] ?? 0
}

/** Keeps how far a question was read. */
export function placeRead(question: number, post: number): void {
  // Another page of the site may have written meanwhile, so it is read anew.
  const before = entries()
  const known = before.find(([id]) => id === question)?.[1] ?? 0
  const next = [[question, Math.max(known, post)], ...before.filter(([id]) => id !== question)].slice(0, most)
  stored(storage => { storage.setItem(key, JSON.stringify({ places: next })) })
}

function entries(): [question: number, post: number][] {
  try {
    const places = record(JSON.parse(stored(storage => storage.getItem(key)) ?? 'null'))?.['places']
    return Array.isArray(places) ? places.flatMap((entry): [number, number][] => isEntry(entry) ? [entry] : []) : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(one => typeof one === 'number')
}
