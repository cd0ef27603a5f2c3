import { expect, test } from 'vitest'
import { licenceAddress } from '@/app/engines/links'

test.each([
  ['CC BY 4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  ['cc-by-nc-sa-4.0', 'https://creativecommons.org/licenses/by-nc-sa/4.0/'],
  ['CC0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
  ['https://example.org/licence', 'https://example.org/licence'],
  ['javascript:alert(1)', null],
  ['All rights reserved', null],
  [null, null],
])('the licence %s is at %s', (licence, address) => {
  expect(licenceAddress(licence)).toBe(address)
})
