/** The site's key pair towards push services (VAPID, RFC 8292), made from its secret: see docs/decisions/013-push-keys.md. */
import { createECDH, createPrivateKey, hkdfSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { keyFor } from './secret'

export type PushKeys = {
  /** The point of P-256 uncompressed, base64url: what a browser names when it subscribes (`applicationServerKey`). */
  publicKey: string
  privateKey: KeyObject
}

let kept: PushKeys | undefined

/** The pair that every process with the same secret has. */
export function pushKeys(): PushKeys {
  kept ??= pairOf(keyFor('push'))
  return kept
}

// FIPS 186-5, A.2.1: 64 bits more than the order has, so that no private key is likelier than another.
const scalarBytes = 40
const orderOfP256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The pair that 32 bytes of key material always give. */
export function pairOf(material: Buffer): PushKeys {
  const wide = BigInt(`0x${Buffer.from(hkdfSync('sha256', material, 'colloquy', 'vapid', scalarBytes)).toString('hex')}`)
  const scalar = Buffer.from((wide % (orderOfP256 - 1n) + 1n).toString(16).padStart(64, '0'), 'hex')
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(scalar)
  const point = curve.getPublicKey()
  const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  return { publicKey: point.toString('base64url'), privateKey: createPrivateKey({ key: jwk, format: 'jwk' }) }
}
