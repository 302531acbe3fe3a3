import { describe, expect, it } from 'vitest';
import { resetOwner } from './owner.ts';
import { scriptedDatabase } from './testing/scripted-database.ts';

const PORTAL = { portalUrl: 'https://pay.hotel.example' };
const tokenIn = (lines: readonly string[]): string =>
  /^https:\/\/pay\.hotel\.example\/setup#token=([A-Za-z0-9_-]{43})$/.exec(lines.at(-1) ?? '')?.[1] ?? '';

describe('a new link to an owner', () => {
  it('is printed, stored as a digest only, and ends the one before', async () => {
    const { db, asked } = scriptedDatabase([[/role = 'owner'/, [{ found: true }]]]);
    const token = tokenIn(await resetOwner.run(db, PORTAL));
    expect(token).not.toBe('');
    expect(JSON.stringify(asked)).not.toContain(token);
    const voided = asked.findIndex(({ text }) => text.includes(`'voided'`));
    const made = asked.findIndex(({ text }) => text.startsWith('insert into one_time_link'));
    expect(voided).toBeGreaterThanOrEqual(0);
    expect(voided).toBeLessThan(made);
    expect(asked[made]?.values).toContain('owner_reset');
  });

  it('is one to the first owner where there is none', async () => {
    const { db, asked } = scriptedDatabase([[/role = 'owner'/, [{ found: false }]]]);
    await resetOwner.run(db, PORTAL);
    expect(asked.find(({ text }) => text.startsWith('insert into one_time_link'))?.values).toContain('setup');
  });
});
