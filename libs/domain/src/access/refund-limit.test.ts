import { describe, expect, it } from 'vitest';
import { givesBackAlone, isAbove, minorOfLimit } from './refund-limit.ts';

describe('what a person gives back alone', () => {
  it('is nothing without a role, and nothing for an auditor, whatever the limits say', () => {
    for (const hotel of [null, 100n]) {
      expect(givesBackAlone(undefined, { hotel, roles: {}, person: null })).toBe(0n);
      expect(givesBackAlone('auditor', { hotel, roles: { manager: null }, person: null })).toBe(0n);
    }
  });

  it('is the hotel’s limit where the role has none of its own, and nothing for support', () => {
    expect(givesBackAlone('owner', { hotel: null, roles: {}, person: null })).toBe(null);
    expect(givesBackAlone('owner', { hotel: 500n, roles: { manager: 100n }, person: null })).toBe(500n);
    expect(givesBackAlone('manager', { hotel: 500n, roles: {}, person: null })).toBe(500n);
    expect(givesBackAlone('finance', { hotel: null, roles: {}, person: null })).toBe(null);
    expect(givesBackAlone('support', { hotel: null, roles: {}, person: null })).toBe(0n);
  });

  it('is the smaller of the role’s limit and the hotel’s', () => {
    expect(givesBackAlone('finance', { hotel: null, roles: { finance: 200n }, person: null })).toBe(200n);
    expect(givesBackAlone('finance', { hotel: 100n, roles: { finance: 200n }, person: null })).toBe(100n);
    expect(givesBackAlone('support', { hotel: 500n, roles: { support: 50n }, person: null })).toBe(50n);
    expect(givesBackAlone('manager', { hotel: 500n, roles: { manager: 0n }, person: null })).toBe(0n);
  });
});

describe('a person with a limit of their own', () => {
  it('gives back no more than it, whatever role and hotel let go', () => {
    expect(givesBackAlone('owner', { hotel: null, roles: {}, person: 70n })).toBe(70n);
    expect(givesBackAlone('finance', { hotel: 500n, roles: { finance: 200n }, person: 70n })).toBe(70n);
    expect(givesBackAlone('manager', { hotel: null, roles: {}, person: 0n })).toBe(0n);
  });

  it('is not lifted above role and hotel by it', () => {
    expect(givesBackAlone('finance', { hotel: 500n, roles: { finance: 200n }, person: 900n })).toBe(200n);
    expect(givesBackAlone('support', { hotel: 500n, roles: {}, person: 900n })).toBe(0n);
    expect(givesBackAlone('auditor', { hotel: null, roles: {}, person: 900n })).toBe(0n);
  });
});

describe('a limit above another', () => {
  it('is a larger one, and none above any', () => {
    expect([isAbove(2n, 1n), isAbove(1n, 1n), isAbove(null, 1n), isAbove(1n, null), isAbove(null, null)]).toEqual([true, false, true, false, false]);
  });
});

describe('a limit as it is written', () => {
  it('is an amount of its currency or zero, and nothing else', () => {
    const texts = ['5000', '5000.50', '0', '0.00', '-1', '1.001', 'all', ''];
    expect(texts.map((text) => minorOfLimit(text, 'RUB'))).toEqual([500000n, 500050n, 0n, 0n, null, null, null, null]);
  });
});
