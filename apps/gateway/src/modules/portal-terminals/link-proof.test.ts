import type { PropertyId } from '@payport/domain';
import { describe, expect, it } from 'vitest';
import { LinkProofs, sameSettings } from './link-proof.ts';

const clock = { at: 1_000_000, now: () => clock.at };
const proofs = new LinkProofs('secret of this gateway', clock);
const link = { propertyId: 'hotel' as PropertyId, driver: 'sberbank', settings: { folder: '/opt/a', password: 'open sesame' } };

describe('the proof of a passed link test', () => {
  it('is good for the very link that was tested, however its settings are ordered', () => {
    const proof = proofs.write(link, '00459991');
    expect(proofs.read(proof, link)).toEqual({ tid: '00459991' });
    expect(proofs.read(proof, { ...link, settings: { password: 'open sesame', folder: '/opt/a' } })).toEqual({ tid: '00459991' });
  });

  it.each([
    ['hotel', { ...link, propertyId: 'other' as PropertyId }],
    ['driver', { ...link, driver: 'zvt' }],
    ['setting', { ...link, settings: { ...link.settings, folder: '/opt/b' } }],
  ])('says nothing about another %s', (_what, other) => expect(proofs.read(proofs.write(link, null), other)).toBeNull());

  it('is good for half an hour', () => {
    const proof = proofs.write(link, null);
    clock.at += 30 * 60_000 - 1;
    expect(proofs.read(proof, link)).not.toBeNull();
    clock.at += 1;
    expect(proofs.read(proof, link)).toBeNull();
  });

  it('cannot be made or changed by anyone else', () => {
    const [body = '', seal = ''] = proofs.write(link, null).split('.');
    const stranger = new LinkProofs('another secret', clock).write(link, null);
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace('null', '"1"')).toString('base64url');
    for (const proof of ['', '.', body, `${forged}.${seal}`, `${body}.${seal.slice(1)}`, stranger])
      expect(proofs.read(proof, link), proof).toBeNull();
  });

  it('holds nothing of the settings', () => {
    const [body = ''] = proofs.write(link, null).split('.');
    expect(Buffer.from(body, 'base64url').toString()).not.toMatch(/sesame|opt/);
  });
});

it('settings are the same whatever their order, and differ by any value', () => {
  expect(sameSettings({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
  expect(sameSettings({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
