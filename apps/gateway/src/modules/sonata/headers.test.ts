import { describe, expect, it } from 'vitest';
import { tagMatches } from './etag.ts';
import { waitSecondsOf } from './prefer.ts';
import { idempotencyKeyOf } from './start-command.ts';

describe('Prefer', () => {
  it.each([
    ['wait=5', 5],
    ['WAIT = 5', 5],
    ['respond-async, wait=30', 30],
    ['wait=121', 120],
    ['wait=999999999', 120],
    [`wait=${'9'.repeat(400)}`, 120],
    ['wait="10"', 10],
    ['wait=0', 0],
    ['wait=-1', null],
    ['wait=1.5', null],
    ['wait=abc', null],
    ['', null],
    [undefined, null],
  ] as const)('%j holds for %s s', (header, seconds) => expect(waitSecondsOf(header)).toBe(seconds));
});

describe('If-None-Match', () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"x", "a"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    [undefined, false],
  ] as const)('%j against "a": %s', (header, fits) => {
    expect(tagMatches(header, '"a"')).toBe(fits);
  });
});

describe('Idempotency-Key', () => {
  it('takes 1 to 255 visible ASCII characters', () => {
    expect(idempotencyKeyOf('k')).toBe('k');
    expect(idempotencyKeyOf('x'.repeat(255))).toHaveLength(255);
  });

  it.each([undefined, '', '   '])('misses in %j', (header) => expect(() => idempotencyKeyOf(header)).toThrow('idempotency-key-missing'));
  it.each(['4111111111111111', 'ключ', 'a b', 'x'.repeat(256), 'tab\there'])('is not valid as %j', (header) =>
    expect(() => idempotencyKeyOf(header)).toThrow('validation-failed'),
  );
});
