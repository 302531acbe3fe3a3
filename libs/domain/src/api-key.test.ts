import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { apiKeyHint, createApiKey, isApiKey } from './api-key.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const valueOf = (digits: string): bigint => Array.from(digits).reduce((value, digit) => value * 62n + BigInt(ALPHABET.indexOf(digit)), 0n);
const keyOf = (bytes: Uint8Array): string => createApiKey({ bytes: () => bytes });
const secretBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('an API key', () => {
  it('is ppk_, 43 characters that carry all 256 random bits, and 6 that check them', () => {
    fc.assert(
      fc.property(secretBytes, (bytes) => {
        const key = keyOf(bytes);
        expect(key).toMatch(/^ppk_[0-9A-Za-z]{49}$/);
        expect(valueOf(key.slice(4, 47)).toString(16).padStart(64, '0')).toBe(Buffer.from(bytes).toString('hex'));
        expect(isApiKey(key)).toBe(true);
      }),
    );
  });

  it('holds the largest and the smallest secret', () => {
    expect(keyOf(new Uint8Array(32)).slice(4, 47)).toBe('0'.repeat(43));
    expect(isApiKey(keyOf(new Uint8Array(32).fill(255)))).toBe(true);
  });

  it('asks for exactly 32 random bytes', () => {
    expect(() => keyOf(new Uint8Array(31))).toThrow(/32 random bytes/);
  });

  it('is checked by the CRC-32 that everybody knows', () => {
    const key = keyOf(new Uint8Array(32).fill(7));
    expect(valueOf(key.slice(-6))).toBe(BigInt(crc32(key.slice(0, -6))));
  });

  it('is refused when a character was mistyped or two were exchanged', () => {
    fc.assert(
      fc.property(secretBytes, fc.nat(48), fc.constantFrom(...ALPHABET), (bytes, at, other) => {
        const key = keyOf(bytes);
        const place = 4 + at;
        const mistyped = key.slice(0, place) + other + key.slice(place + 1);
        const swapped = key.slice(0, place) + key.slice(place + 1, place + 2) + key.charAt(place) + key.slice(place + 2);
        expect(isApiKey(mistyped)).toBe(mistyped === key);
        expect(isApiKey(swapped)).toBe(swapped === key);
      }),
    );
  });

  it.each([
    '',
    'ppk_',
    'ppk_wrong',
    `ppk_${'0'.repeat(50)}`,
    `xpk_${'0'.repeat(49)}`,
    `${keyOf(new Uint8Array(32))}\n`,
    ` ${keyOf(new Uint8Array(32))}`,
  ])('is not %j', (text) => {
    expect(isApiKey(text)).toBe(false);
  });

  it('shows its last four characters only', () => {
    const key = keyOf(new Uint8Array(32).fill(9));
    expect(apiKeyHint(key)).toBe(key.slice(-4));
  });
});
