import type { Random } from './ports.ts';
import { invariant } from './result.ts';

/**
 * Keys of the PMS: `ppk_`, 32 random bytes as 43 base62 characters, and 6 more that check them. The prefix lets scanners
 * of source code recognise a leaked key; the check tells a mistyped key from an unknown one without a database.
 */
const PREFIX = 'ppk_';
const SECRET_BYTES = 32;
/** 62^43 is just above 2^256. */
const SECRET_LENGTH = 43;
/** 62^6 is above 2^32, so that a CRC-32 fits. */
const CHECK_LENGTH = 6;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SHAPE = /^ppk_[0-9A-Za-z]{49}$/;

/** A new key. `random` must be unpredictable. */
export function createApiKey(random: Random): string {
  const secret = PREFIX + randomText(random);
  return secret + checkOf(secret);
}

/** A new secret to sign requests with: `pss_` and 32 random bytes as 43 base62 characters. `random` must be unpredictable. */
export const createSigningSecret = (random: Random): string => `pss_${randomText(random)}`;

function randomText(random: Random): string {
  const bytes = random.bytes(SECRET_BYTES);
  invariant(bytes.length === SECRET_BYTES, 'a key is made of 32 random bytes');
  return base62(
    bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n),
    SECRET_LENGTH,
  );
}

/** Whether a text is a key as we make them. Says nothing about whether it is known. */
export const isApiKey = (text: string): boolean => SHAPE.test(text) && checkOf(text.slice(0, -CHECK_LENGTH)) === text.slice(-CHECK_LENGTH);

/** What lists show of a key. */
export const apiKeyHint = (key: string): string => key.slice(-4);

const checkOf = (secret: string): string => base62(BigInt(crc32(secret)), CHECK_LENGTH);

function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = ALPHABET.charAt(Number(rest % 62n)) + text;
  return text;
}

/** CRC-32 of ISO 3309, as in gzip, over ASCII. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i += 1) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
