import { expect, it } from 'vitest';
import { waitingLook } from './waiting-look.ts';

const READ = { rows: 0, whose: null, known: true, failed: false } as const;

it('is away where nothing waits, and says so to whoever asked for their own', () => {
  expect(waitingLook(READ)).toBe('hidden');
  expect(waitingLook({ ...READ, whose: 'me' })).toBe('none');
  expect(waitingLook({ ...READ, rows: 2 })).toBe('some');
});

it('does not say that nothing waits where it could not be read', () => {
  for (const whose of [null, 'me'] as const)
    for (const known of [false, true]) expect(waitingLook({ ...READ, whose, known, failed: true })).toBe('unknown');
  expect(waitingLook({ ...READ, rows: 2, failed: true })).toBe('some');
});

it('says nothing before it is read', () => {
  expect(waitingLook({ ...READ, known: false })).toBe('hidden');
  expect(waitingLook({ ...READ, known: false, whose: 'me' })).toBe('unknown');
});
