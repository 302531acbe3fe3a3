import { describe, expect, it } from 'vitest';
import { readMigrateConfig } from './migrate.config.ts';

const OWNER = 'postgresql://payport_owner:owner-secret@db.example:5432/payport';
const APP = 'postgresql://payport%20app:app-secret@db.example:5432/payport';

describe('the configuration of the migrator', () => {
  it('gives rights to the role of DATABASE_URL, by its own name', () => {
    expect(readMigrateConfig({ DATABASE_OWNER_URL: OWNER, DATABASE_URL: APP })).toEqual({
      ownerUrl: OWNER,
      appRole: 'payport app',
      directory: undefined,
    });
  });

  it('prefers the role that is named, for addresses without a user', () => {
    const read = readMigrateConfig({
      DATABASE_OWNER_URL: OWNER,
      DATABASE_URL: 'postgresql://db.example/payport',
      PAYPORT_APP_ROLE: 'till',
      MIGRATIONS_DIR: '/m',
    });
    expect(read).toMatchObject({ appRole: 'till', directory: '/m' });
  });

  it.each([
    [{ DATABASE_URL: OWNER }],
    [{ DATABASE_OWNER_URL: OWNER }],
    [{ DATABASE_OWNER_URL: OWNER, DATABASE_URL: OWNER }],
    [{ DATABASE_OWNER_URL: OWNER, DATABASE_URL: '' }],
  ])('gives no rights where one role does both: %o', (environment) => {
    expect(readMigrateConfig(environment)).toEqual({ ownerUrl: OWNER, appRole: undefined, directory: undefined });
  });

  it('names the variable and the rule, never the value', () => {
    expect(() => readMigrateConfig({})).toThrow(/^DATABASE_OWNER_URL: is missing/);
    expect(() => readMigrateConfig({ DATABASE_OWNER_URL: 'mysql://root:owner-secret@db' })).toThrow(
      /^DATABASE_OWNER_URL: must be a postgresql:\/\/ address\.$/,
    );
    expect(() => readMigrateConfig({ DATABASE_OWNER_URL: OWNER, DATABASE_URL: 'postgresql://:app-secret@' })).toThrow(
      /^DATABASE_URL: (?!.*app-secret)/,
    );
  });
});
