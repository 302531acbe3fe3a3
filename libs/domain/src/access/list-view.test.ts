import { describe, expect, it } from 'vitest';
import { viewRights } from './list-view.ts';
import { ROLES } from './permissions.ts';

const NONE = { see: false, rename: false, remove: false, change: false, share: false };
const ALL = { see: true, rename: true, remove: true, change: true, share: true };

describe('a private view', () => {
  it('is its owner’s alone', () => {
    expect(viewRights({ own: true, shared: null })).toEqual(ALL);
    expect(viewRights({ own: false, shared: null })).toEqual(NONE);
  });
});

describe('a shared view', () => {
  it.each(ROLES)('is seen by the hotel’s staff, and renamed or removed by who looks after its views: %s', (role) => {
    const keeper = role === 'owner' || role === 'manager';
    expect(viewRights({ own: false, shared: { role } })).toEqual({ see: true, rename: keeper, remove: keeper, change: false, share: false });
  });

  it.each(ROLES.filter((role) => role !== 'auditor'))('is its owner’s to change while they may share: %s', (role) => {
    expect(viewRights({ own: true, shared: { role } })).toEqual(ALL);
  });

  it('is no longer changed by an owner who became an auditor', () => {
    expect(viewRights({ own: true, shared: { role: 'auditor' } })).toEqual({ ...NONE, see: true });
  });

  it('is lost to an owner who left the hotel', () => {
    expect(viewRights({ own: true, shared: { role: undefined } })).toEqual(NONE);
  });
});
