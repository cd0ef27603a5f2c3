/** Whether this reader wants single keys: kept in this browser, on unless they said no. */
import { stored } from './storage'

export function keysAreOff(): boolean {
  return stored(storage => storage.getItem('keys')) === 'off'
}

export function chooseKeys(on: boolean): void {
  stored(storage => { storage.setItem('keys', on ? 'on' : 'off') })
}
