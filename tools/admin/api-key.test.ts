import { isApiKey } from '@payport/domain';
import { apiKeySha256, signingSecretSeal } from '@payport/persistence';
import { SeededRandom } from '@payport/testing';
import { describe, expect, it } from 'vitest';
import { createKeyCommand } from './api-key.ts';
import { GRAND, PROPERTY_ANSWER, scriptedDatabase } from './testing/scripted-database.ts';

const MASTER = 'm'.repeat(32);
const createKey = createKeyCommand(() => MASTER);
const PLAIN = { property: 'Grand', name: 'Sonata', scopes: ['payments:read'], networks: [], rate: null, sealWith: null };

describe('making an API key', () => {
  it('may not pay out without an original unless somebody asks for that', () => {
    expect(createKey.read({ property: 'Grand', name: 'Sonata' })).toMatchObject({ scopes: ['payments:read', 'payments:write', 'refunds:write'] });
    expect(createKey.read({ property: 'Grand', name: 'Sonata', scopes: ' refunds:blind, payments:read,payments:read' })).toMatchObject({
      scopes: ['refunds:blind', 'payments:read'],
    });
  });

  it.each(['payments', 'payments:read;payments:write', ','])('refuses the scopes %j', (scopes) => {
    expect(() => createKey.read({ property: 'Grand', name: 'Sonata', scopes })).toThrow(/--scopes/);
  });

  it('prints a whole key once and stores its digest only', async () => {
    const { db, asked } = scriptedDatabase([PROPERTY_ANSWER]);
    const told = await createKey.run(db, PLAIN);
    const key = told.at(-1) ?? '';
    expect(isApiKey(key)).toBe(true);
    expect(told.filter((line) => line.includes(key))).toHaveLength(1);
    const values = asked.at(-1)?.values ?? [];
    expect(values.slice(1)).toEqual([GRAND.id, 'Sonata', apiKeySha256(key), key.slice(-4), ['payments:read'], [], null, null, null]);
  });

  it('prints the secret that signs once, and stores it sealed for this key only', async () => {
    const { db, asked } = scriptedDatabase([PROPERTY_ANSWER]);
    const told = await createKey.run(db, { ...PLAIN, sealWith: MASTER });
    const secret = told.at(-1) ?? '';
    expect(secret).toMatch(/^pss_[0-9A-Za-z]{43}$/);
    const [id, , , , , , , sealed] = asked.at(-1)?.values ?? [];
    expect(JSON.stringify(asked)).not.toContain(secret);
    const seal = signingSecretSeal(MASTER, new SeededRandom(1));
    expect(Buffer.from(seal.open(sealed as Buffer, String(id)) ?? []).toString()).toBe(secret);
    expect(seal.open(sealed as Buffer, 'another key')).toBeNull();
  });

  it('reads networks and a rate, and signs only where that is asked for', () => {
    const given = { property: 'Grand', name: 'Sonata' };
    expect(createKey.read(given)).toMatchObject({ networks: [], rate: null, sealWith: null });
    expect(createKey.read({ ...given, networks: '10.0.0.0/24, fd00::1', rate: '20:200', signed: 'yes' })).toMatchObject({
      networks: ['10.0.0.0/24', 'fd00::1'],
      rate: { perSecond: 20, burst: 200 },
      sealWith: MASTER,
    });
  });

  it.each(['10.0.0.1/24', 'hotel.example', '10.0.0.0/33'])('refuses the network %j', (networks) => {
    expect(() => createKey.read({ property: 'Grand', name: 'Sonata', networks })).toThrow(/--networks/);
  });

  it.each(['100', '100:199', '0:200', '1:1000000', '10001:200'])('refuses the rate %j', (rate) => {
    expect(() => createKey.read({ property: 'Grand', name: 'Sonata', rate })).toThrow(/--rate/);
  });
});
