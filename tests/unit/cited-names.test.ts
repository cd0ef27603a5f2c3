import { expect, test } from 'vitest'
import { initialsOfGiven, partName, spokenName, turnedName } from '@/forum/cited-names'

test.each([
  ['Ada Brandt', 'Brandt, Ada'],
  ['Jean-Pierre A. Martin', 'Martin, Jean-Pierre A.'],
  ['Brandt, Ada', 'Brandt, Ada'],
  ['Jan van der Berg', 'van der Berg, Jan'],
  ['Luc De Raedt', 'De Raedt, Luc'],
  ['Nguyen Van Anh', 'Anh, Nguyen Van'],
  ['José Ortega y Gasset', 'Ortega y Gasset, José'],
  ['Martin Luther King Jr.', 'King Jr., Martin Luther'],
  ['Martin Luther King, Jr.', 'King Jr., Martin Luther'],
  ['José Ñandú', 'Ñandú, José'],
  ['Plato', 'Plato'],
  ['Van Halen', 'Halen, Van'],
  ['王小明', '王小明'],
  ['佐藤 健', '佐藤, 健'],
  ['The ATLAS Collaboration', 'The ATLAS Collaboration'],
  ['Institute of Sea and Sand', 'Institute of Sea and Sand'],
  ['  Ada   Brandt ', 'Brandt, Ada'],
])('%s is parted as %s', (name, turned) => {
  expect(turnedName(partName(name))).toBe(turned)
})

test('a parted name is spoken as it was written', () => {
  for (const name of ['Ada Brandt', 'Jan van der Berg', 'José Ortega y Gasset', '王小明', 'Plato']) expect(spokenName(partName(name))).toBe(name)
  expect(spokenName(partName('佐藤 健'))).toBe('佐藤健')
})

test('given names shorten to their letters, with their hyphens', () => {
  expect(initialsOfGiven('Jean-Pierre A.')).toBe('J.-P. A.')
  expect(initialsOfGiven('Łukasz')).toBe('Ł.')
})
