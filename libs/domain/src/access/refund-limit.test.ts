import { describe, expect, it } from 'vitest';
import { givesBackAlone, isAbove } from './refund-limit.ts';

describe('what a person gives back alone', () => {
  it('is nothing without a role, and nothing for an auditor, whatever the limits say', () => {
    for (const hotel of [null, 100n]) {
      expect(givesBackAlone(undefined, { hotel, roles: {} })).toBe(0n);
      expect(givesBackAlone('auditor', { hotel, roles: { manager: null } })).toBe(0n);
    }
  });

  it('is the hotel’s limit where the role has none of its own, and nothing for support', () => {
    expect(givesBackAlone('owner', { hotel: null, roles: {} })).toBe(null);
    expect(givesBackAlone('owner', { hotel: 500n, roles: { manager: 100n } })).toBe(500n);
    expect(givesBackAlone('manager', { hotel: 500n, roles: {} })).toBe(500n);
    expect(givesBackAlone('finance', { hotel: null, roles: {} })).toBe(null);
    expect(givesBackAlone('support', { hotel: null, roles: {} })).toBe(0n);
  });

  it('is the smaller of the role’s limit and the hotel’s', () => {
    expect(givesBackAlone('finance', { hotel: null, roles: { finance: 200n } })).toBe(200n);
    expect(givesBackAlone('finance', { hotel: 100n, roles: { finance: 200n } })).toBe(100n);
    expect(givesBackAlone('support', { hotel: 500n, roles: { support: 50n } })).toBe(50n);
    expect(givesBackAlone('manager', { hotel: 500n, roles: { manager: 0n } })).toBe(0n);
  });
});

describe('a limit above another', () => {
  it('is a larger one, and none above any', () => {
    expect([isAbove(2n, 1n), isAbove(1n, 1n), isAbove(null, 1n), isAbove(1n, null), isAbove(null, null)]).toEqual([true, false, true, false, false]);
  });
});
