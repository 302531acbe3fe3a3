import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How far the caller's clock may be from ours, and how long a nonce could be of use to a listener, ms. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

const TIMESTAMP = /^[0-9]{1,12}$/;
const NONCE = /^[\w.~-]{16,128}$/;
const SIGNATURE = /^[0-9a-f]{64}$/i;

export interface SignedRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query as they stand in the request line. */
  readonly target: string;
  /** The bytes as they came; empty where there is no body. */
  readonly body: Uint8Array;
}

export interface Stamp {
  /** Unix time in seconds, decimal. */
  readonly timestamp: string;
  readonly nonce: string;
}

export type SignatureFault = 'signature-missing' | 'signature-format' | 'signature-expired' | 'signature-wrong';
export type SignatureCheck =
  { readonly ok: true; readonly stamp: Stamp; readonly atMs: number } | { readonly ok: false; readonly fault: SignatureFault };

/** Five lines: method, target, SHA-256 of the body in hex, timestamp, nonce. No line can hold a line break. */
export function textToSign({ method, target, body }: SignedRequest, { timestamp, nonce }: Stamp): string {
  return [method, target, createHash('sha256').update(body).digest('hex'), timestamp, nonce].join('\n');
}

/** HMAC-SHA256 in hex; the key is the secret as it is written. */
export const signatureOf = (secret: Uint8Array, request: SignedRequest, stamp: Stamp): string =>
  createHmac('sha256', secret).update(textToSign(request, stamp), 'utf8').digest('hex');

/** Says whether a request is signed and fresh. Whether its nonce is new is the store's to say, and only after this. */
export function checkSignature(
  secret: Uint8Array,
  request: SignedRequest,
  header: (name: string) => string | undefined,
  nowMs: number,
): SignatureCheck {
  const timestamp = header('x-signature-timestamp');
  const nonce = header('x-signature-nonce');
  const given = header('x-signature');
  if (timestamp === undefined || nonce === undefined || given === undefined) return { ok: false, fault: 'signature-missing' };
  if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce) || !SIGNATURE.test(given)) return { ok: false, fault: 'signature-format' };
  const stamp = { timestamp, nonce };
  const expected = Buffer.from(signatureOf(secret, request, stamp), 'hex');
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return { ok: false, fault: 'signature-wrong' };
  const atMs = Number(timestamp) * 1000;
  if (Math.abs(nowMs - atMs) > SIGNATURE_WINDOW_MS) return { ok: false, fault: 'signature-expired' };
  return { ok: true, stamp, atMs };
}
