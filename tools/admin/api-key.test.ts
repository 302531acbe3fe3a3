import { isApiKey } from '@payport/domain';
import { apiKeySha256 } from '@payport/persistence';
import { describe, expect, it } from 'vitest';
import { createKey } from './api-key.ts';
import { GRAND, PROPERTY_ANSWER, scriptedDatabase } from './testing/scripted-database.ts';

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
    const told = await createKey.run(db, { property: 'Grand', name: 'Sonata', scopes: ['payments:read'] });
    const key = told.at(-1) ?? '';
    expect(isApiKey(key)).toBe(true);
    expect(told.filter((line) => line.includes(key))).toHaveLength(1);
    const values = asked.at(-1)?.values ?? [];
    expect(values.slice(1)).toEqual([GRAND.id, 'Sonata', apiKeySha256(key), key.slice(-4), ['payments:read']]);
  });
});
