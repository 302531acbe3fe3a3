import { describe, expect, it } from 'vitest';
import { base32, codeOf, matchingStep, otpauthUri, stepAt } from './totp.ts';

/** Appendix B of RFC 6238; its eight digits end with our six. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
] as const;

describe('time-based codes', () => {
  it.each(VECTORS)('are those of the RFC at %i s', (seconds, eight) => {
    expect(codeOf(SECRET, stepAt(seconds * 1000))).toBe(eight.slice(-6));
  });

  it('are taken one step before and after, and not further', () => {
    const now = 1_111_111_111_000;
    const at = (steps: number): string => codeOf(SECRET, stepAt(now) + steps);
    expect([-2, -1, 0, 1, 2].map((steps) => matchingStep(SECRET, at(steps), now))).toEqual([
      null,
      stepAt(now) - 1,
      stepAt(now),
      stepAt(now) + 1,
      null,
    ]);
  });

  it.each(['', '12345', '1234567', '12 345', 'abcdef'])('are six digits: "%s" is none', (code) => {
    expect(matchingStep(SECRET, code, 59_000)).toBe(null);
  });
});

it('a secret is written as authenticator apps read it (RFC 4648)', () => {
  expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))).toEqual([
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ]);
  expect(otpauthUri('MZXW6YTB', 'a+b@hotel.example')).toBe('otpauth://totp/PayPort:a%2Bb%40hotel.example?secret=MZXW6YTB&issuer=PayPort');
});
