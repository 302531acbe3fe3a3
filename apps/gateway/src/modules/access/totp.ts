import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 6238 as every authenticator app takes it: SHA-1, six digits, thirty seconds. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Codes of the step before and after are taken too: phones' clocks are off, and people type slowly. */
const TOLERANCE = 1;
/** RFC 4226 asks for at least 128 bits and recommends 160. */
export const SECRET_BYTES = 20;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, without padding. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('');
}

export const stepAt = (nowMs: number): number => Math.floor(nowMs / STEP_MS);

/** The code of one time step. */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The time step that a code belongs to, or null where it belongs to none around now. */
export function matchingStep(secret: Uint8Array, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = stepAt(nowMs);
  for (let step = now - TOLERANCE; step <= now + TOLERANCE; step += 1)
    if (timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(code))) return step;
  return null;
}

/** What the QR code says; the form that authenticator apps agree on. */
export function otpauthUri(secret: string, account: string): string {
  return `otpauth://totp/PayPort:${encodeURIComponent(account)}?secret=${secret}&issuer=PayPort`;
}
