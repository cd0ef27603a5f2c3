/** What a push service is handed: a message that only the browser reads (RFC 8291, RFC 8188), and who sends it (VAPID, RFC 8292). */
import { createCipheriv, createECDH, hkdfSync, randomBytes, sign } from 'node:crypto'
import type { PushKeys } from '@/config/push-keys'

/** What a browser gave when it subscribed: its key of P-256 and its secret, base64url. */
export type BrowserKeys = { p256dh: string; auth: string }

/** One record, and all that a push service must take (RFC 8030, section 7.2). */
const recordBytes = 4_096
const tagBytes = 16
/** What a message may have: without the header of RFC 8188 (86 bytes), the mark of its end and the tag. */
export const messageMaxBytes = recordBytes - 86 - 1 - tagBytes

/** The body of a push: encrypted for one browser, `content-encoding: aes128gcm`. `chance` is for tests: the key pair of the message and
 *  the salt, of which no two messages may have the same. Throws where the browser's key is no point of the curve. */
export function sealed(message: string, browser: BrowserKeys, chance: { privateKey?: Buffer; salt?: Buffer } = {}): Buffer {
  const plain = Buffer.from(message)
  if (plain.length > messageMaxBytes) throw new RangeError(`a message has at most ${messageMaxBytes} bytes, this one ${plain.length}`)
  const [theirs, secret] = [Buffer.from(browser.p256dh, 'base64url'), Buffer.from(browser.auth, 'base64url')]
  const curve = createECDH('prime256v1')
  if (chance.privateKey) curve.setPrivateKey(chance.privateKey)
  else curve.generateKeys()
  const [ours, salt] = [curve.getPublicKey(), chance.salt ?? randomBytes(16)]
  // RFC 8291, section 3.4, and RFC 8188, section 2.2 and 2.3.
  const material = derived(curve.computeSecret(theirs), secret, Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]), 32)
  const cipher = createCipheriv('aes-128-gcm', derived(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16), derived(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12))
  // 2 marks the last record.
  const record = Buffer.concat([cipher.update(plain), cipher.update(Buffer.from([2])), cipher.final(), cipher.getAuthTag()])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(recordBytes)
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, record])
}

const hour = 3_600
/** At most a day (RFC 8292, section 2); half of it leaves room for clocks that differ. */
const tokenHours = 12

/** The Authorization header for a push service. `origin` is that of the endpoint, `subject` where the site can be reached: an https or mailto address. */
export function senderOf(origin: string, subject: string, keys: PushKeys, now: Date): string {
  const parts = [{ typ: 'JWT', alg: 'ES256' }, { aud: origin, exp: Math.floor(now.getTime() / 1_000) + tokenHours * hour, sub: subject }]
  const said = parts.map(part => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(said), { key: keys.privateKey, dsaEncoding: 'ieee-p1363' })
  return `vapid t=${said}.${signature.toString('base64url')}, k=${keys.publicKey}`
}

function derived(material: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, info, bytes))
}
