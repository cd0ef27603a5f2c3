import { expect, test } from 'vitest'
import { isCommonPassword } from '@/auth/common-passwords'

test('a passphrase of several words is nobody’s first guess', () => {
  for (const phrase of ['correct horse battery staple', 'a quiet reading room', 'long enough password 1']) expect(isCommonPassword(phrase), phrase).toBe(false)
})
