import { describe, expect, it } from 'vitest';
import { knownCause, knownChannel, readActor } from './vocabulary.ts';

describe('words of the gateway', () => {
  it('actors are told apart, whatever stands in a name', () => {
    expect(readActor('pms:Стойка: ключ 2')).toEqual({ kind: 'pms', name: 'Стойка: ключ 2' });
    expect(readActor('user:Анна Соколова')).toEqual({ kind: 'other', name: 'Анна Соколова' });
    expect(readActor('recovery')).toEqual({ kind: 'recovery' });
    expect(readActor('somebody')).toEqual({ kind: 'other', name: 'somebody' });
  });

  it('channels with a colon have a text, unknown ones do not pretend to', () => {
    expect(knownChannel('file:e')).toBe('file_e');
    expect(knownChannel('carrier-pigeon')).toBeNull();
  });

  it('an unknown cause is left for the page to show as it came', () => {
    expect([knownCause('late_answer'), knownCause('new_cause')]).toEqual(['late_answer', null]);
  });
});
