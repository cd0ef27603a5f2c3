/** A browser's side of a push: reads a body as RFC 8291 and RFC 8188 say, written apart from what seals it. */
import { createDecipheriv, createECDH, createHmac, randomBytes } from 'node:crypto'
import type { ECDH } from 'node:crypto'

/** The message in a body of one record. Throws where it was not sealed for these keys. */
export function opened(body: Buffer, own: ECDH, auth: Buffer): string {
  const [salt, size, length] = [body.subarray(0, 16), body.readUInt32BE(16), body.readUInt8(20)]
  const [sender, record] = [body.subarray(21, 21 + length), body.subarray(21 + length)]
  if (record.length > size) throw new Error('more than one record')
  const material = firstBlock(hmac(auth, own.computeSecret(sender)), Buffer.concat([Buffer.from('WebPush: info\0'), own.getPublicKey(), sender]))
  const random = hmac(salt, material)
  const key = firstBlock(random, Buffer.from('Content-Encoding: aes128gcm\0')).subarray(0, 16)
  const nonce = firstBlock(random, Buffer.from('Content-Encoding: nonce\0')).subarray(0, 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.lastIndexOf(2)
  if (end === -1 || padded.subarray(end + 1).some(byte => byte !== 0)) throw new Error('the record has no end')
  return padded.subarray(0, end).toString()
}

/** The keys of a browser that has just subscribed. */
export function browserKeys(): { own: ECDH; auth: Buffer; keys: { p256dh: string; auth: string } } {
  const own = createECDH('prime256v1')
  own.generateKeys()
  const auth = randomBytes(16)
  return { own, auth, keys: { p256dh: own.getPublicKey('base64url'), auth: auth.toString('base64url') } }
}

function hmac(key: Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

// The first block of HKDF's expansion (RFC 5869), which is all that is needed here.
function firstBlock(random: Buffer, info: Buffer): Buffer {
  return hmac(random, Buffer.concat([info, Buffer.from([1])]))
}
